-- For pgbench: a hold, and its settlement once it is kept.
\set n :n + 2
\set request (:run * 1000 + :client_id) * 10000000000 + :n
\set payer random(1, 10000)
\set payee 1 + (:payer - 1 + random(1, 9999)) % 10000
\set sum random(1, 1000)
SELECT place_hold(lpad(to_hex(:request::BIGINT), 32, '0')::UUID, :payer, :payee, :sum) AS hold \gset
SELECT settle(lpad(to_hex(:request::BIGINT + 1), 32, '0')::UUID, :hold);
