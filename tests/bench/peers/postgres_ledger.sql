-- The peer: a ledger inside PostgreSQL, made as fast as care allows. Everything is decided by functions at the server, one round trip a
-- command; accounts change in the order of their ids, so nobody waits in a circle; a request that comes again gets the answer of the first.
-- What a foreign key would say the functions say themselves, where it costs nothing: each account changed has to be there.
CREATE TABLE account (
  id BIGINT PRIMARY KEY,
  debit_posted BIGINT NOT NULL DEFAULT 0,
  credit_posted BIGINT NOT NULL DEFAULT 0,
  debit_pending BIGINT NOT NULL DEFAULT 0,
  credit_pending BIGINT NOT NULL DEFAULT 0,
  CHECK (debit_posted + debit_pending <= credit_posted)
) WITH (fillfactor = 50);  -- a change finds room on its own page and touches no index

CREATE TABLE transfer (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request UUID NOT NULL UNIQUE,
  debit BIGINT NOT NULL,
  credit BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  kind SMALLINT NOT NULL,  -- 1 posted at once, 2 held, 3 settles a hold
  hold BIGINT,
  at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX transfer_debit ON transfer (debit);
CREATE INDEX transfer_credit ON transfer (credit);
CREATE UNIQUE INDEX transfer_hold ON transfer (hold) WHERE hold IS NOT NULL;

INSERT INTO account (id, credit_posted) SELECT id, 1000000000000 FROM generate_series(1, 10000) AS id;

CREATE FUNCTION change(account_id BIGINT, held_out BIGINT, held_in BIGINT, paid_out BIGINT, paid_in BIGINT) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE account SET debit_pending = debit_pending + held_out, credit_pending = credit_pending + held_in,
    debit_posted = debit_posted + paid_out, credit_posted = credit_posted + paid_in WHERE id = account_id;
  IF NOT FOUND THEN RAISE EXCEPTION 'there is no account %', account_id; END IF;
END $$;

CREATE FUNCTION place_hold(asked UUID, payer BIGINT, payee BIGINT, sum BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  made BIGINT;
BEGIN
  INSERT INTO transfer (request, debit, credit, amount, kind) VALUES (asked, payer, payee, sum, 2)
    ON CONFLICT (request) DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN
    SELECT id INTO made FROM transfer WHERE request = asked;
  ELSIF payer < payee THEN
    PERFORM change(payer, sum, 0, 0, 0);
    PERFORM change(payee, 0, sum, 0, 0);
  ELSE
    PERFORM change(payee, 0, sum, 0, 0);
    PERFORM change(payer, sum, 0, 0, 0);
  END IF;
  RETURN made;
END $$;

CREATE FUNCTION settle(asked UUID, held BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  of transfer;
  made BIGINT;
BEGIN
  SELECT * INTO STRICT of FROM transfer WHERE id = held AND kind = 2;
  INSERT INTO transfer (request, debit, credit, amount, kind, hold) VALUES (asked, of.debit, of.credit, of.amount, 3, held)
    ON CONFLICT (request) DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN
    SELECT id INTO made FROM transfer WHERE request = asked;
  ELSIF of.debit < of.credit THEN
    PERFORM change(of.debit, -of.amount, 0, of.amount, 0);
    PERFORM change(of.credit, 0, -of.amount, 0, of.amount);
  ELSE
    PERFORM change(of.credit, 0, -of.amount, 0, of.amount);
    PERFORM change(of.debit, -of.amount, 0, of.amount, 0);
  END IF;
  RETURN made;
END $$;

-- So many holds as one transaction, by a single statement: the rows, and each account's change summed up. It draws them itself, so that
-- they need not be sent.
CREATE FUNCTION post_batch(first_request BIGINT, holds INT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  made BIGINT;
BEGIN
  WITH drawn AS MATERIALIZED (
    SELECT lpad(to_hex(first_request + place), 32, '0')::UUID AS request, 1 + floor(random() * 10000)::BIGINT AS payer,
      1 + floor(random() * 9999)::BIGINT AS step, 1 + floor(random() * 1000)::BIGINT AS amount
    FROM generate_series(1, holds) AS place
  ), kept AS (
    INSERT INTO transfer (request, debit, credit, amount, kind)
    SELECT request, payer, 1 + (payer - 1 + step) % 10000, amount, 2 FROM drawn
    ON CONFLICT (request) DO NOTHING RETURNING debit, credit, amount
  ), sums AS (
    SELECT id, sum(held_out)::BIGINT AS held_out, sum(held_in)::BIGINT AS held_in FROM (
      SELECT debit AS id, amount AS held_out, 0 AS held_in FROM kept UNION ALL SELECT credit, 0, amount FROM kept) AS sides
    GROUP BY id
  ), changed AS (
    UPDATE account SET debit_pending = debit_pending + held_out, credit_pending = credit_pending + held_in
    FROM sums WHERE account.id = sums.id
  )
  SELECT count(*) INTO made FROM kept;
  RETURN made;
END $$;
