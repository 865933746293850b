-- For pgbench: `size` holds as one transaction.
\set n :n + 1
\set request (:run * 1000 + :client_id) * 10000000000 + :n * :size
SELECT post_batch(:request, :size);
