// One Web Lock, held for life, elects the one worker that owns the database (WEB-17).

const lockName = 'countinghouse.owner';

function request(locks, options) {
  return new Promise((resolve, reject) => {
    const held = locks.request(lockName, options, (lock) => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise((release) => resolve(release));
    });
    held.catch(reject);
  });
}

/// Becomes the owner, however long it takes, and answers the function that lets go. The browser lets go by itself
/// when the worker dies. `onWaiting` is called if another worker owns the database by then.
export async function becomeOwner(locks, { onWaiting }) {
  const release = await request(locks, { ifAvailable: true });
  if (release) return release;
  onWaiting();
  return request(locks, {});
}
