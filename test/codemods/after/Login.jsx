import { useState } from 'react';
import UserPool from '../UserPool';

import { Cognito } from 'portcullis/web';

export function SignUp() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const onSubmit = event => {
    event.preventDefault();
    new Cognito({ pool: UserPool, username: email }).register({ password }).then(result => [null, result], error => [error]).then(([err, data]) => {
      if (err) console.error(err);
      console.log(data);
    });
  };

  return (
    <form onSubmit={onSubmit}>
      <input value={email} onChange={event => setEmail(event.target.value)} />
      <input value={password} onChange={event => setPassword(event.target.value)} />
      {/* to be styled */}
      <button type="submit">Sign up</button>
    </form>
  );
}
