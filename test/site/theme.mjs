// biome-ignore-all lint/correctness/noUndeclaredDependencies: npm fetches VitePress, with Vue, for the build alone.
import { useData } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h, onMounted, ref } from 'vue';

/** The same page of another version, or the first page where that version lacks it. */
async function goTo(version, base) {
  const page = location.pathname.slice(base.length);
  const there = `/${version}/${page}`;
  const answer = await fetch(there, { method: 'HEAD' });
  location.assign(answer.ok ? there : `/${version}/`);
}

/** Which version this is, and the others that the host has by now. */
const VersionMenu = defineComponent(() => {
  const { site } = useData();
  const own = site.value.base.replaceAll('/', '');
  const versions = ref([own]);
  onMounted(async () => {
    const answer = await fetch('/versions.json');
    if (answer.ok) versions.value = await answer.json();
  });
  const labelOf = version => (version === versions.value[0] ? `${version} (latest)` : version);
  const optionOf = version => h('option', { value: version, selected: version === own }, labelOf(version));
  const onChange = event => goTo(event.target.value, site.value.base);
  return () =>
    h('select', { class: 'versions', 'aria-label': 'Version', onChange }, versions.value.map(optionOf));
});

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'nav-bar-content-after': () => h(VersionMenu),
      'nav-screen-content-after': () => h(VersionMenu),
    }),
};
