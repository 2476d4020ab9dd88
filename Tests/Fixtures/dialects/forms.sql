-- postgres select
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMERIC(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- postgres view
CREATE OR REPLACE VIEW mart.sales AS
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMERIC(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- postgres insert
INSERT INTO mart.sales (order_id, "Customer Name", paid, total, grade)
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMERIC(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- postgres merge
MERGE INTO mart.sales AS target
USING (
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMERIC(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
) AS source
ON target.order_id = source.order_id
WHEN MATCHED THEN UPDATE SET
  "Customer Name" = source."Customer Name",
  paid = source.paid,
  total = source.total
WHEN NOT MATCHED THEN INSERT (order_id, "Customer Name", paid, total, grade)
VALUES (source.order_id, source."Customer Name", source.paid, source.total, source.grade);
-- postgres dbt
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMERIC(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- postgres grouped
SELECT
  UPPER(o.code) AS "Customer",
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- postgres union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
-- spark select
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS `Customer Name`,
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- spark view
CREATE OR REPLACE VIEW mart.sales AS
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS `Customer Name`,
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- spark insert
INSERT INTO mart.sales (order_id, `Customer Name`, paid, total, grade)
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS `Customer Name`,
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- spark merge
MERGE INTO mart.sales AS target
USING (
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS `Customer Name`,
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
) AS source
ON target.order_id = source.order_id
WHEN MATCHED THEN UPDATE SET
  `Customer Name` = source.`Customer Name`,
  paid = source.paid,
  total = source.total
WHEN NOT MATCHED THEN INSERT (order_id, `Customer Name`, paid, total, grade)
VALUES (source.order_id, source.`Customer Name`, source.paid, source.total, source.grade);
-- spark dbt
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS `Customer Name`,
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- spark grouped
SELECT
  UPPER(o.code) AS `Customer`,
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- spark union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
-- snowflake select
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMBER(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- snowflake view
CREATE OR REPLACE VIEW mart.sales AS
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMBER(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- snowflake insert
INSERT INTO mart.sales (order_id, "Customer Name", paid, total, grade)
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMBER(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- snowflake merge
MERGE INTO mart.sales AS target
USING (
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMBER(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
) AS source
ON target.order_id = source.order_id
WHEN MATCHED THEN UPDATE SET
  "Customer Name" = source."Customer Name",
  paid = source.paid,
  total = source.total
WHEN NOT MATCHED THEN INSERT (order_id, "Customer Name", paid, total, grade)
VALUES (source.order_id, source."Customer Name", source.paid, source.total, source.grade);
-- snowflake dbt
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN CAST(o.price * 2 AS NUMBER(12, 2)) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- snowflake grouped
SELECT
  UPPER(o.code) AS "Customer",
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- snowflake union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
-- bigquery select
SELECT
  o.id                                     AS order_id,
  UPPER(c.name)                            AS `Customer Name`,
  NOT o.paid                               AS paid,
  SAFE_CAST(o.price * 2 AS NUMERIC(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- bigquery view
CREATE OR REPLACE VIEW mart.sales AS
SELECT
  o.id                                     AS order_id,
  UPPER(c.name)                            AS `Customer Name`,
  NOT o.paid                               AS paid,
  SAFE_CAST(o.price * 2 AS NUMERIC(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- bigquery insert
INSERT INTO mart.sales (order_id, `Customer Name`, paid, total, grade)
SELECT
  o.id                                     AS order_id,
  UPPER(c.name)                            AS `Customer Name`,
  NOT o.paid                               AS paid,
  SAFE_CAST(o.price * 2 AS NUMERIC(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- bigquery merge
MERGE INTO mart.sales AS target
USING (
SELECT
  o.id                                     AS order_id,
  UPPER(c.name)                            AS `Customer Name`,
  NOT o.paid                               AS paid,
  SAFE_CAST(o.price * 2 AS NUMERIC(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
) AS source
ON target.order_id = source.order_id
WHEN MATCHED THEN UPDATE SET
  `Customer Name` = source.`Customer Name`,
  paid = source.paid,
  total = source.total
WHEN NOT MATCHED THEN INSERT (order_id, `Customer Name`, paid, total, grade)
VALUES (source.order_id, source.`Customer Name`, source.paid, source.total, source.grade);
-- bigquery dbt
SELECT
  o.id                                     AS order_id,
  UPPER(c.name)                            AS `Customer Name`,
  NOT o.paid                               AS paid,
  SAFE_CAST(o.price * 2 AS NUMERIC(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- bigquery grouped
SELECT
  UPPER(o.code) AS `Customer`,
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- bigquery union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
-- sqlserver select
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS [Customer Name],
  CAST(CASE WHEN NOT (o.paid = 1) THEN 1 WHEN NOT (NOT (o.paid = 1)) THEN 0 END AS BIT) AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid = 1)
  AND (o.day >= CAST('2026-01-01' AS DATE) OR o.day IS NULL)
-- sqlserver view
CREATE OR ALTER VIEW mart.sales AS
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS [Customer Name],
  CAST(CASE WHEN NOT (o.paid = 1) THEN 1 WHEN NOT (NOT (o.paid = 1)) THEN 0 END AS BIT) AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid = 1)
  AND (o.day >= CAST('2026-01-01' AS DATE) OR o.day IS NULL)
;
-- sqlserver insert
INSERT INTO mart.sales (order_id, [Customer Name], paid, total, grade)
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS [Customer Name],
  CAST(CASE WHEN NOT (o.paid = 1) THEN 1 WHEN NOT (NOT (o.paid = 1)) THEN 0 END AS BIT) AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid = 1)
  AND (o.day >= CAST('2026-01-01' AS DATE) OR o.day IS NULL)
;
-- sqlserver merge
MERGE INTO mart.sales AS target
USING (
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS [Customer Name],
  CAST(CASE WHEN NOT (o.paid = 1) THEN 1 WHEN NOT (NOT (o.paid = 1)) THEN 0 END AS BIT) AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid = 1)
  AND (o.day >= CAST('2026-01-01' AS DATE) OR o.day IS NULL)
) AS source
ON target.order_id = source.order_id
WHEN MATCHED THEN UPDATE SET
  [Customer Name] = source.[Customer Name],
  paid = source.paid,
  total = source.total
WHEN NOT MATCHED THEN INSERT (order_id, [Customer Name], paid, total, grade)
VALUES (source.order_id, source.[Customer Name], source.paid, source.total, source.grade);
-- sqlserver dbt
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS [Customer Name],
  CAST(CASE WHEN NOT (o.paid = 1) THEN 1 WHEN NOT (NOT (o.paid = 1)) THEN 0 END AS BIT) AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid = 1)
  AND (o.day >= CAST('2026-01-01' AS DATE) OR o.day IS NULL)
-- sqlserver grouped
SELECT
  UPPER(o.code) AS [Customer],
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- sqlserver union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
-- duckdb select
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS "Customer Name",
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- duckdb view
CREATE OR REPLACE VIEW mart.sales AS
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS "Customer Name",
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- duckdb insert
INSERT INTO mart.sales (order_id, "Customer Name", paid, total, grade)
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS "Customer Name",
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
;
-- duckdb merge
MERGE INTO mart.sales AS target
USING (
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS "Customer Name",
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
) AS source
ON target.order_id = source.order_id
WHEN MATCHED THEN UPDATE SET
  "Customer Name" = source."Customer Name",
  paid = source.paid,
  total = source.total
WHEN NOT MATCHED THEN INSERT (order_id, "Customer Name", paid, total, grade)
VALUES (source.order_id, source."Customer Name", source.paid, source.total, source.grade);
-- duckdb dbt
SELECT
  o.id                                    AS order_id,
  UPPER(c.name)                           AS "Customer Name",
  NOT o.paid                              AS paid,
  TRY_CAST(o.price * 2 AS DECIMAL(12, 2)) AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= DATE '2026-01-01' OR o.day IS NULL)
-- duckdb grouped
SELECT
  UPPER(o.code) AS "Customer",
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- duckdb union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
-- sqlite select
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN ROUND(o.price * 2 * 1.000000000000001, 2) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= '2026-01-01' OR o.day IS NULL)
-- sqlite view
DROP VIEW IF EXISTS mart.sales;
CREATE VIEW mart.sales AS
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN ROUND(o.price * 2 * 1.000000000000001, 2) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= '2026-01-01' OR o.day IS NULL)
;
-- sqlite insert
INSERT INTO mart.sales (order_id, "Customer Name", paid, total, grade)
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN ROUND(o.price * 2 * 1.000000000000001, 2) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= '2026-01-01' OR o.day IS NULL)
;
-- sqlite merge
INSERT INTO mart.sales (order_id, "Customer Name", paid, total, grade)
SELECT * FROM (
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN ROUND(o.price * 2 * 1.000000000000001, 2) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM sales.orders o
LEFT JOIN crm.customers c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= '2026-01-01' OR o.day IS NULL)
) AS source
WHERE 1
ON CONFLICT (order_id) DO UPDATE SET
  "Customer Name" = excluded."Customer Name",
  paid = excluded.paid,
  total = excluded.total;
-- sqlite dbt
SELECT
  o.id          AS order_id,
  UPPER(c.name) AS "Customer Name",
  NOT o.paid    AS paid,
  CASE WHEN ABS(o.price * 2) < 9999999999.995 THEN ROUND(o.price * 2 * 1.000000000000001, 2) END AS total,
  NULL /* open: nothing says what belongs here, Mapping!I6 */ AS grade
FROM {{ source('sales', 'orders') }} o
LEFT JOIN {{ source('crm', 'customers') }} c ON c.id = o.customer_id
WHERE (o.paid)
  AND (o.day >= '2026-01-01' OR o.day IS NULL)
-- sqlite grouped
SELECT
  UPPER(o.code) AS "Customer",
  COUNT(*)      AS orders,
  'web'         AS source
FROM sales.orders o
GROUP BY UPPER(o.code)
HAVING (SUM(o.price) > 100)
-- sqlite union
SELECT
  o.id   AS id,
  o.code AS name
FROM sales.orders o
UNION ALL
SELECT
  c.id   AS id,
  c.name AS name
FROM crm.customers c
