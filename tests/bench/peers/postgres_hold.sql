-- For pgbench. Requests are numbered in order, so that their index grows at its end.
\set n :n + 1
\set request (:run * 1000 + :client_id) * 10000000000 + :n
\set payer random(1, 10000)
\set payee 1 + (:payer - 1 + random(1, 9999)) % 10000
\set sum random(1, 1000)
SELECT place_hold(lpad(to_hex(:request::BIGINT), 32, '0')::UUID, :payer, :payee, :sum);
