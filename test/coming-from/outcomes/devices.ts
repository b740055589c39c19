import { MemoryStore } from 'portcullis';
import { all } from '../../helpers/managers.js';
import { type Outcomes, openScene, type Scene } from '../scene.js';

const tracking = (): Promise<Scene> =>
  openScene({
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  });

/** Ada, with a confirmed device. */
async function withDevice() {
  const { devices: store } = new MemoryStore();
  const cognito = await (await tracking()).signedIn({ devices: { store } });
  return { cognito, store };
}

/** Tracked devices, by each of our names. */
export const devices: Outcomes = {
  'cognito.confirmDevice': async () => {
    const cognito = await (await tracking()).signedIn();
    expect(await cognito.confirmDevice({ name: 'build machine' })).toMatchObject({
      deviceKey: expect.any(String),
      deviceGroupKey: expect.any(String),
    });
    expect(await cognito.getDevice()).toMatchObject({ name: 'build machine' });
  },
  'cognito.updateDeviceStatus': async () => {
    const { cognito } = await withDevice();
    await cognito.updateDeviceStatus({ remembered: true });
    expect(await cognito.getDevice()).toMatchObject({
      attributes: { 'dev:device_remembered_status': 'remembered' },
    });
  },
  'cognito.forgetDevice': async () => {
    const { cognito } = await withDevice();
    await cognito.forgetDevice();
    expect(await all(cognito.users.devices('ada'))).toEqual([]);
  },
  'cognito.listDevices': async () => {
    const { cognito } = await withDevice();
    expect(await all(cognito.listDevices())).toHaveLength(1);
  },
  'cognito.getDevice': async () => {
    const { cognito } = await withDevice();
    expect(await cognito.getDevice()).toMatchObject({ deviceKey: cognito.tokens?.deviceKey });
  },
  'store.devices': async () => {
    const store = new MemoryStore();
    const cognito = await (await tracking()).signedIn({ devices: { store: store.devices } });
    const owner = { userPoolId: cognito.pool.userPoolId, username: 'ada' };
    expect(await store.devices.get(owner)).toMatchObject({ deviceKey: cognito.tokens?.deviceKey });
  },
};
