-- cast_num_txt_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    ) + 0.5) < 32768
      THEN CAST(
        CAST(
          SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
          AS NUMERIC
        )
        AS SMALLINT
      )
  END AS x
FROM t o
-- cast_n_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.n + 0.5) < 32768 THEN CAST(o.n AS SMALLINT) END AS x
FROM t o
-- cast_big_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big + 0.5) < 32768 THEN CAST(o.big AS SMALLINT) END AS x
FROM t o
-- cast_amt_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt + 0.5) < 32768 THEN CAST(o.amt AS SMALLINT) END AS x
FROM t o
-- cast_dbl_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(CAST(o.dbl AS NUMERIC) + 0.5) < 32768 THEN CAST(CAST(o.dbl AS NUMERIC) AS SMALLINT) END AS x
FROM t o
-- cast_num_unk_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    ) + 0.5) < 32768
      THEN CAST(
        CAST(
          SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
          AS NUMERIC
        )
        AS SMALLINT
      )
  END AS x
FROM t o
-- cast_num_txt_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    ) + 0.5) < 2147483648
      THEN CAST(
        CAST(
          SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
          AS NUMERIC
        )
        AS INTEGER
      )
  END AS x
FROM t o
-- cast_n_int32
SELECT
  o.id AS id,
  o.n  AS x
FROM t o
-- cast_big_int32
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big + 0.5) < 2147483648 THEN CAST(o.big AS INTEGER) END AS x
FROM t o
-- cast_amt_int32
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt + 0.5) < 2147483648 THEN CAST(o.amt AS INTEGER) END AS x
FROM t o
-- cast_dbl_int32
SELECT
  o.id AS id,
  CASE WHEN ABS(CAST(o.dbl AS NUMERIC) + 0.5) < 2147483648 THEN CAST(CAST(o.dbl AS NUMERIC) AS INTEGER) END AS x
FROM t o
-- cast_num_unk_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    ) + 0.5) < 2147483648
      THEN CAST(
        CAST(
          SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
          AS NUMERIC
        )
        AS INTEGER
      )
  END AS x
FROM t o
-- cast_num_txt_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    ) + 0.5) < 9223372036854775808
      THEN CAST(
        CAST(
          SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
          AS NUMERIC
        )
        AS BIGINT
      )
  END AS x
FROM t o
-- cast_n_int64
SELECT
  o.id                AS id,
  CAST(o.n AS BIGINT) AS x
FROM t o
-- cast_big_int64
SELECT
  o.id  AS id,
  o.big AS x
FROM t o
-- cast_amt_int64
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt + 0.5) < 9223372036854775808 THEN CAST(o.amt AS BIGINT) END AS x
FROM t o
-- cast_dbl_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(o.dbl AS NUMERIC) + 0.5) < 9223372036854775808 THEN CAST(CAST(o.dbl AS NUMERIC) AS BIGINT)
  END AS x
FROM t o
-- cast_num_unk_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    ) + 0.5) < 9223372036854775808
      THEN CAST(
        CAST(
          SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
          AS NUMERIC
        )
        AS BIGINT
      )
  END AS x
FROM t o
-- cast_num_txt_dec52
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    )) < 999.995
      THEN CAST(
        SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
        AS NUMERIC(5, 2)
      )
  END AS x
FROM t o
-- cast_n_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.n) < 999.995 THEN CAST(o.n AS NUMERIC(5, 2)) END AS x
FROM t o
-- cast_big_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 999.995 THEN CAST(o.big AS NUMERIC(5, 2)) END AS x
FROM t o
-- cast_amt_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt) < 999.995 THEN CAST(o.amt AS NUMERIC(5, 2)) END AS x
FROM t o
-- cast_dbl_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(CAST(o.dbl AS NUMERIC)) < 999.995 THEN CAST(CAST(o.dbl AS NUMERIC) AS NUMERIC(5, 2)) END AS x
FROM t o
-- cast_num_unk_dec52
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    )) < 999.995
      THEN CAST(
        SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
        AS NUMERIC(5, 2)
      )
  END AS x
FROM t o
-- cast_num_txt_dec102
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    )) < 99999999.995
      THEN CAST(
        SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
        AS NUMERIC(10, 2)
      )
  END AS x
FROM t o
-- cast_n_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(o.n) < 99999999.995 THEN CAST(o.n AS NUMERIC(10, 2)) END AS x
FROM t o
-- cast_big_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 99999999.995 THEN CAST(o.big AS NUMERIC(10, 2)) END AS x
FROM t o
-- cast_amt_dec102
SELECT
  o.id  AS id,
  o.amt AS x
FROM t o
-- cast_dbl_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(CAST(o.dbl AS NUMERIC)) < 99999999.995 THEN CAST(CAST(o.dbl AS NUMERIC) AS NUMERIC(10, 2)) END AS x
FROM t o
-- cast_num_unk_dec102
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    )) < 99999999.995
      THEN CAST(
        SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
        AS NUMERIC(10, 2)
      )
  END AS x
FROM t o
-- cast_num_txt_dec180
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    )) < 999999999999999999.5
      THEN CAST(
        SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
        AS NUMERIC(18, 0)
      )
  END AS x
FROM t o
-- cast_n_dec180
SELECT
  o.id                        AS id,
  CAST(o.n AS NUMERIC(18, 0)) AS x
FROM t o
-- cast_big_dec180
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 999999999999999999.5 THEN CAST(o.big AS NUMERIC(18, 0)) END AS x
FROM t o
-- cast_amt_dec180
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt) < 999999999999999999.5 THEN CAST(o.amt AS NUMERIC(18, 0)) END AS x
FROM t o
-- cast_dbl_dec180
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(o.dbl AS NUMERIC)) < 999999999999999999.5
      THEN CAST(CAST(o.dbl AS NUMERIC) AS NUMERIC(18, 0))
  END AS x
FROM t o
-- cast_num_unk_dec180
SELECT
  o.id AS id,
  CASE
    WHEN ABS(CAST(
      SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
      AS NUMERIC
    )) < 999999999999999999.5
      THEN CAST(
        SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
        AS NUMERIC(18, 0)
      )
  END AS x
FROM t o
-- cast_num_txt_double
SELECT
  o.id AS id,
  CAST(
    SUBSTRING(o.num_txt FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
    AS DOUBLE PRECISION
  ) AS x
FROM t o
-- cast_n_double
SELECT
  o.id                          AS id,
  CAST(o.n AS DOUBLE PRECISION) AS x
FROM t o
-- cast_big_double
SELECT
  o.id                            AS id,
  CAST(o.big AS DOUBLE PRECISION) AS x
FROM t o
-- cast_amt_double
SELECT
  o.id                            AS id,
  CAST(o.amt AS DOUBLE PRECISION) AS x
FROM t o
-- cast_dbl_double
SELECT
  o.id  AS id,
  o.dbl AS x
FROM t o
-- cast_num_unk_double
SELECT
  o.id AS id,
  CAST(
    SUBSTRING(CAST(o.num_unk AS TEXT) FROM '^\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\s*$')
    AS DOUBLE PRECISION
  ) AS x
FROM t o
-- cast_num_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.num_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(o.num_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_n_bool
SELECT
  o.id     AS id,
  o.n <> 0 AS x
FROM t o
-- cast_big_bool
SELECT
  o.id       AS id,
  o.big <> 0 AS x
FROM t o
-- cast_amt_bool
SELECT
  o.id       AS id,
  o.amt <> 0 AS x
FROM t o
-- cast_dbl_bool
SELECT
  o.id       AS id,
  o.dbl <> 0 AS x
FROM t o
-- cast_num_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.num_unk AS TEXT)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(CAST(o.num_unk AS TEXT)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_num_txt_text
SELECT
  o.id      AS id,
  o.num_txt AS x
FROM t o
-- cast_n_text
SELECT
  o.id              AS id,
  CAST(o.n AS TEXT) AS x
FROM t o
-- cast_big_text
SELECT
  o.id                AS id,
  CAST(o.big AS TEXT) AS x
FROM t o
-- cast_amt_text
SELECT
  o.id                AS id,
  CAST(o.amt AS TEXT) AS x
FROM t o
-- cast_dbl_text
SELECT
  o.id                AS id,
  CAST(o.dbl AS TEXT) AS x
FROM t o
-- cast_dt_txt_date
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(
        SUBSTRING(o.dt_txt FROM '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?)?$')
      ),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- cast_dt_txt_ts
SELECT
  o.id AS id,
  CASE
    WHEN JSONB_PATH_EXISTS(
      TO_JSONB(
        SUBSTRING(o.dt_txt FROM '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?)?$')
      ),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    )
      THEN CAST(o.dt_txt AS TIMESTAMP)
  END AS x
FROM t o
-- cast_dt_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.dt_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(o.dt_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_dt_unk_date
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(
        SUBSTRING(CAST(o.dt_unk AS TEXT) FROM '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?)?$')
      ),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- cast_dt_unk_ts
SELECT
  o.id AS id,
  CASE
    WHEN JSONB_PATH_EXISTS(
      TO_JSONB(
        SUBSTRING(CAST(o.dt_unk AS TEXT) FROM '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?)?$')
      ),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    )
      THEN CAST(CAST(o.dt_unk AS TEXT) AS TIMESTAMP)
  END AS x
FROM t o
-- cast_dt_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.dt_unk AS TEXT)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(CAST(o.dt_unk AS TEXT)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_bool_txt_date
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(
        SUBSTRING(o.bool_txt FROM '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?)?$')
      ),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- cast_bool_txt_ts
SELECT
  o.id AS id,
  CASE
    WHEN JSONB_PATH_EXISTS(
      TO_JSONB(
        SUBSTRING(o.bool_txt FROM '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?)?$')
      ),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    )
      THEN CAST(o.bool_txt AS TIMESTAMP)
  END AS x
FROM t o
-- cast_bool_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.bool_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(o.bool_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_d_text
SELECT
  o.id                       AS id,
  TO_CHAR(o.d, 'YYYY-MM-DD') AS x
FROM t o
-- cast_ts_text
SELECT
  o.id                                   AS id,
  TO_CHAR(o.ts, 'YYYY-MM-DD HH24:MI:SS') AS x
FROM t o
-- cast_flag_text
SELECT
  o.id AS id,
  CASE WHEN o.flag THEN 'true' WHEN NOT o.flag THEN 'false' END AS x
FROM t o
-- cast_txt_varchar
SELECT
  o.id  AS id,
  o.txt AS x
FROM t o
-- cast_null
SELECT
  o.id               AS id,
  CAST(NULL AS DATE) AS x
FROM t o
-- cast_flag_int
SELECT
  o.id                                               AS id,
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS x
FROM t o
-- cast_d_ts
SELECT
  o.id                   AS id,
  CAST(o.d AS TIMESTAMP) AS x
FROM t o
-- cast_ts_d
SELECT
  o.id               AS id,
  CAST(o.ts AS DATE) AS x
FROM t o
-- div_int
SELECT
  o.id                                             AS id,
  CAST(o.n AS DOUBLE PRECISION) / NULLIF(o.big, 0) AS x
FROM t o
-- div_number
SELECT
  o.id                                AS id,
  CAST(o.amt AS DOUBLE PRECISION) / 3 AS x
FROM t o
-- mod_int
SELECT
  o.id                       AS id,
  MOD(o.n, NULLIF(o.big, 0)) AS x
FROM t o
-- mod_dec
SELECT
  o.id                       AS id,
  MOD(o.amt, NULLIF(0.3, 0)) AS x
FROM t o
-- mod_dbl
SELECT
  o.id AS id,
  CAST(MOD(CAST(o.dbl AS NUMERIC), 2) AS DOUBLE PRECISION) AS x
FROM t o
-- arithmetic
SELECT
  o.id                           AS id,
  (o.n + 2) * o.amt - (o.n - -1) AS x
FROM t o
-- minus_minus
SELECT
  o.id    AS id,
  -(-o.n) AS x
FROM t o
-- minus_number
SELECT
  o.id  AS id,
  -(-1) AS x
FROM t o
-- join_texts
SELECT
  o.id                  AS id,
  o.txt || '-' || o.sep AS x
FROM t o
-- join_numbers
SELECT
  o.id                                              AS id,
  CAST(o.amt AS TEXT) || '/' || CAST(o.dbl AS TEXT) AS x
FROM t o
-- concat
SELECT
  o.id                                 AS id,
  CONCAT(o.txt, E'''x\\y\n?$ä', o.sep) AS x
FROM t o
-- like
SELECT
  o.id            AS id,
  o.txt LIKE 'a%' AS x
FROM t o
-- not_like
SELECT
  o.id                   AS id,
  o.txt NOT LIKE '_l%\%' AS x
FROM t o
-- like_column
SELECT
  o.id             AS id,
  o.txt LIKE o.pat AS x
FROM t o
-- like_brackets
SELECT
  o.id                AS id,
  o.txt LIKE '%[*]?%' AS x
FROM t o
-- between
SELECT
  o.id                AS id,
  o.n BETWEEN 1 AND 5 AS x
FROM t o
-- not_in
SELECT
  o.id                          AS id,
  o.txt NOT IN ('alice', 'bob') AS x
FROM t o
-- case
SELECT
  o.id AS id,
  CASE WHEN o.n > 3 AND (o.flag OR o.amt IS NULL) THEN 'big' ELSE 'small' END AS x
FROM t o
-- text_less
SELECT
  o.id                    AS id,
  o.txt COLLATE "C" < 'b' AS x
FROM t o
-- date_from
SELECT
  o.id                     AS id,
  o.d >= DATE '2026-01-31' AS x
FROM t o
-- date_to_timestamp
SELECT
  o.id                           AS id,
  CAST(o.d AS TIMESTAMP) <= o.ts AS x
FROM t o
-- not
SELECT
  o.id                AS id,
  NOT (o.flag = TRUE) AS x
FROM t o
-- is_null
SELECT
  o.id        AS id,
  o.n IS NULL AS x
FROM t o
-- date
SELECT
  o.id              AS id,
  DATE '2026-02-03' AS x
FROM t o
-- timestamp
SELECT
  o.id                            AS id,
  TIMESTAMP '2026-02-03 04:05:06' AS x
FROM t o
-- boolean
SELECT
  o.id AS id,
  TRUE AS x
FROM t o
-- upper
SELECT
  o.id         AS id,
  UPPER(o.txt) AS x
FROM t o
-- lower
SELECT
  o.id         AS id,
  LOWER(o.txt) AS x
FROM t o
-- title
SELECT
  o.id           AS id,
  INITCAP(o.txt) AS x
FROM t o
-- trim
SELECT
  o.id        AS id,
  TRIM(o.txt) AS x
FROM t o
-- ltrim
SELECT
  o.id         AS id,
  LTRIM(o.txt) AS x
FROM t o
-- rtrim
SELECT
  o.id         AS id,
  RTRIM(o.txt) AS x
FROM t o
-- length
SELECT
  o.id          AS id,
  LENGTH(o.txt) AS x
FROM t o
-- reverse
SELECT
  o.id           AS id,
  REVERSE(o.txt) AS x
FROM t o
-- md5
SELECT
  o.id       AS id,
  MD5(o.txt) AS x
FROM t o
-- sha256
SELECT
  o.id                                             AS id,
  ENCODE(SHA256(CONVERT_TO(o.txt, 'UTF8')), 'hex') AS x
FROM t o
-- trim_set
SELECT
  o.id                AS id,
  BTRIM(o.txt, 'aA ') AS x
FROM t o
-- ltrim_set
SELECT
  o.id               AS id,
  LTRIM(o.txt, 'aA') AS x
FROM t o
-- substring_-2
SELECT
  o.id                    AS id,
  SUBSTRING(o.txt, -2, 3) AS x
FROM t o
-- substring_from_-2
SELECT
  o.id                 AS id,
  SUBSTRING(o.txt, -2) AS x
FROM t o
-- substring_0
SELECT
  o.id                   AS id,
  SUBSTRING(o.txt, 0, 3) AS x
FROM t o
-- substring_from_0
SELECT
  o.id                AS id,
  SUBSTRING(o.txt, 0) AS x
FROM t o
-- substring_2
SELECT
  o.id                   AS id,
  SUBSTRING(o.txt, 2, 3) AS x
FROM t o
-- substring_from_2
SELECT
  o.id                AS id,
  SUBSTRING(o.txt, 2) AS x
FROM t o
-- substring_columns
SELECT
  o.id AS id,
  SUBSTRING(o.txt, o.n, CASE WHEN o.id < 0 THEN 0 ELSE o.id END) AS x
FROM t o
-- left_-2
SELECT
  o.id            AS id,
  LEFT(o.txt, -2) AS x
FROM t o
-- right_-2
SELECT
  o.id             AS id,
  RIGHT(o.txt, -2) AS x
FROM t o
-- left_0
SELECT
  o.id           AS id,
  LEFT(o.txt, 0) AS x
FROM t o
-- right_0
SELECT
  o.id            AS id,
  RIGHT(o.txt, 0) AS x
FROM t o
-- left_2
SELECT
  o.id           AS id,
  LEFT(o.txt, 2) AS x
FROM t o
-- right_2
SELECT
  o.id            AS id,
  RIGHT(o.txt, 2) AS x
FROM t o
-- left_column
SELECT
  o.id             AS id,
  LEFT(o.txt, o.n) AS x
FROM t o
-- right_column
SELECT
  o.id              AS id,
  RIGHT(o.txt, o.n) AS x
FROM t o
-- replace
SELECT
  o.id                      AS id,
  REPLACE(o.txt, 'l', 'LL') AS x
FROM t o
-- split_part_1
SELECT
  o.id                      AS id,
  SPLIT_PART(o.sep, '-', 1) AS x
FROM t o
-- split_part_3
SELECT
  o.id                      AS id,
  SPLIT_PART(o.sep, '-', 3) AS x
FROM t o
-- split_part_-1
SELECT
  o.id                       AS id,
  SPLIT_PART(o.sep, '-', -1) AS x
FROM t o
-- lpad
SELECT
  o.id                 AS id,
  LPAD(o.txt, 6, 'xy') AS x
FROM t o
-- rpad
SELECT
  o.id           AS id,
  RPAD(o.txt, 6) AS x
FROM t o
-- lpad_number
SELECT
  o.id                            AS id,
  LPAD(CAST(o.n AS TEXT), 5, '0') AS x
FROM t o
-- position
SELECT
  o.id               AS id,
  STRPOS(o.txt, 'l') AS x
FROM t o
-- regexp_replace
SELECT
  o.id                                              AS id,
  REGEXP_REPLACE(o.txt, '([aeiou])\w', '<\1>', 'g') AS x
FROM t o
-- abs
SELECT
  o.id       AS id,
  ABS(o.amt) AS x
FROM t o
-- sign
SELECT
  o.id                         AS id,
  CAST(SIGN(o.amt) AS INTEGER) AS x
FROM t o
-- round_decimal
SELECT
  o.id            AS id,
  ROUND(o.amt, 1) AS x
FROM t o
-- round_double
SELECT
  o.id AS id,
  CAST(ROUND(CAST(o.dbl AS NUMERIC), 2) AS DOUBLE PRECISION) AS x
FROM t o
-- round_whole
SELECT
  o.id AS id,
  CAST(ROUND(CAST(o.dbl AS NUMERIC)) AS DOUBLE PRECISION) AS x
FROM t o
-- round_quotient
SELECT
  o.id AS id,
  CAST(ROUND(CAST(CAST(o.amt AS DOUBLE PRECISION) / 7 AS NUMERIC), 2) AS DOUBLE PRECISION) AS x
FROM t o
-- round_tens
SELECT
  o.id                            AS id,
  ROUND(CAST(o.n AS NUMERIC), -1) AS x
FROM t o
-- round_decimal_tens
SELECT
  o.id             AS id,
  ROUND(o.amt, -1) AS x
FROM t o
-- ceil
SELECT
  o.id        AS id,
  CEIL(o.amt) AS x
FROM t o
-- floor
SELECT
  o.id         AS id,
  FLOOR(o.dbl) AS x
FROM t o
-- power
SELECT
  o.id AS id,
  POWER(CAST(o.n AS DOUBLE PRECISION), CAST(2 AS DOUBLE PRECISION)) AS x
FROM t o
-- sqrt
SELECT
  o.id AS id,
  SQRT(CASE WHEN o.amt >= 0 THEN CAST(o.amt AS DOUBLE PRECISION) END) AS x
FROM t o
-- greatest
SELECT
  o.id                    AS id,
  GREATEST(o.n, o.big, 2) AS x
FROM t o
-- least_text
SELECT
  o.id                                        AS id,
  LEAST(o.txt COLLATE "C", o.sep COLLATE "C") AS x
FROM t o
-- coalesce
SELECT
  o.id             AS id,
  COALESCE(o.n, 0) AS x
FROM t o
-- nullif
SELECT
  o.id           AS id,
  NULLIF(o.n, 3) AS x
FROM t o
-- to_date
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(SUBSTRING(o.dt_txt FROM '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$')),
      '$.datetime("YYYY-MM-DD")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- to_timestamp
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(
        SUBSTRING(o.dt_txt FROM '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]) [0-9]{2}:[0-9]{2}:[0-9]{2}$')
      ),
      '$.datetime("YYYY-MM-DD HH24:MI:SS")',
      '{}',
      TRUE
    ) #>> '{}'
    AS TIMESTAMP
  ) AS x
FROM t o
-- to_date_german
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(SUBSTRING(o.de_txt FROM '^(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{4}$')),
      '$.datetime("DD.MM.YYYY")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- to_date_month
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(SUBSTRING(o.mon_txt FROM '^(?:0[1-9]|[12][0-9]|3[01])-[A-Za-z]{3}-[0-9]{4}$')),
      '$.datetime("DD-Mon-YYYY")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- to_date_century
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(SUBSTRING(o.yy_txt FROM '^(?:0[1-9]|[12][0-9]|3[01])\/(?:0[1-9]|1[0-2])\/[0-9]{2}$')),
      '$.datetime("DD/MM/YY")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- to_date_digits
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(SUBSTRING(o.ymd_txt FROM '^[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$')),
      '$.datetime("YYYYMMDD")',
      '{}',
      TRUE
    ) #>> '{}'
    AS DATE
  ) AS x
FROM t o
-- to_timestamp_german
SELECT
  o.id AS id,
  CAST(
    JSONB_PATH_QUERY_FIRST(
      TO_JSONB(
        SUBSTRING(o.dets_txt FROM '^(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{4} [0-9]{2}:[0-9]{2}$')
      ),
      '$.datetime("DD.MM.YYYY HH24:MI")',
      '{}',
      TRUE
    ) #>> '{}'
    AS TIMESTAMP
  ) AS x
FROM t o
-- last_day
SELECT
  o.id AS id,
  CAST(DATE_TRUNC('month', o.d) + INTERVAL '1 month - 1 day' AS DATE) AS x
FROM t o
-- last_day_timestamp
SELECT
  o.id AS id,
  CAST(DATE_TRUNC('month', o.ts) + INTERVAL '1 month - 1 day' AS DATE) AS x
FROM t o
-- today
SELECT
  o.id         AS id,
  CURRENT_DATE AS x
FROM t o
-- now
SELECT
  o.id           AS id,
  LOCALTIMESTAMP AS x
FROM t o
-- to_char_ms
SELECT
  o.id                AS id,
  TO_CHAR(o.ts, 'MS') AS x
FROM t o
-- to_char_iso
SELECT
  o.id                        AS id,
  TO_CHAR(o.ts, 'YYYY-MM-DD') AS x
FROM t o
-- to_char_iso_of_date
SELECT
  o.id                       AS id,
  TO_CHAR(o.d, 'YYYY-MM-DD') AS x
FROM t o
-- to_char_short
SELECT
  o.id                      AS id,
  TO_CHAR(o.ts, 'DD.MM.YY') AS x
FROM t o
-- to_char_short_of_date
SELECT
  o.id                     AS id,
  TO_CHAR(o.d, 'DD.MM.YY') AS x
FROM t o
-- to_char_names
SELECT
  o.id                                  AS id,
  TO_CHAR(o.ts, 'MON FMMonth DY FMDay') AS x
FROM t o
-- to_char_names_of_date
SELECT
  o.id                                 AS id,
  TO_CHAR(o.d, 'MON FMMonth DY FMDay') AS x
FROM t o
-- to_char_quarter
SELECT
  o.id               AS id,
  TO_CHAR(o.ts, 'Q') AS x
FROM t o
-- to_char_quarter_of_date
SELECT
  o.id              AS id,
  TO_CHAR(o.d, 'Q') AS x
FROM t o
-- to_char_time
SELECT
  o.id                        AS id,
  TO_CHAR(o.ts, 'HH24:MI:SS') AS x
FROM t o
-- to_char_time_of_date
SELECT
  o.id                       AS id,
  TO_CHAR(o.d, 'HH24:MI:SS') AS x
FROM t o
-- to_char_half_days
SELECT
  o.id                        AS id,
  TO_CHAR(o.ts, 'HH12:MI AM') AS x
FROM t o
-- to_char_half_days_of_date
SELECT
  o.id                       AS id,
  TO_CHAR(o.d, 'HH12:MI AM') AS x
FROM t o
-- to_char_words
SELECT
  o.id                                       AS id,
  TO_CHAR(o.ts, '"Week of "YYYYMMDD" 100%"') AS x
FROM t o
-- to_char_words_of_date
SELECT
  o.id                                      AS id,
  TO_CHAR(o.d, '"Week of "YYYYMMDD" 100%"') AS x
FROM t o
-- extract_year
SELECT
  o.id                                     AS id,
  CAST(EXTRACT(YEAR FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_year_of_date
SELECT
  o.id                                    AS id,
  CAST(EXTRACT(YEAR FROM o.d) AS INTEGER) AS x
FROM t o
-- trunc_year
SELECT
  o.id                     AS id,
  DATE_TRUNC('year', o.ts) AS x
FROM t o
-- trunc_year_of_date
SELECT
  o.id                                  AS id,
  CAST(DATE_TRUNC('year', o.d) AS DATE) AS x
FROM t o
-- add_year
SELECT
  o.id                         AS id,
  o.ts + 1 * INTERVAL '1 year' AS x
FROM t o
-- add_year_to_date
SELECT
  o.id                                        AS id,
  CAST(o.d + -13 * INTERVAL '1 year' AS DATE) AS x
FROM t o
-- add_column_year_to_date
SELECT
  o.id                                        AS id,
  CAST(o.d + o.n * INTERVAL '1 year' AS DATE) AS x
FROM t o
-- diff_year
SELECT
  o.id AS id,
  CAST(EXTRACT(YEAR FROM o.ts2) AS INTEGER) - CAST(EXTRACT(YEAR FROM o.ts) AS INTEGER) AS x
FROM t o
-- diff_year_of_dates
SELECT
  o.id AS id,
  CAST(EXTRACT(YEAR FROM o.d2) AS INTEGER) - CAST(EXTRACT(YEAR FROM o.d) AS INTEGER) AS x
FROM t o
-- extract_quarter
SELECT
  o.id                                        AS id,
  CAST(EXTRACT(QUARTER FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_quarter_of_date
SELECT
  o.id                                       AS id,
  CAST(EXTRACT(QUARTER FROM o.d) AS INTEGER) AS x
FROM t o
-- trunc_quarter
SELECT
  o.id                        AS id,
  DATE_TRUNC('quarter', o.ts) AS x
FROM t o
-- trunc_quarter_of_date
SELECT
  o.id                                     AS id,
  CAST(DATE_TRUNC('quarter', o.d) AS DATE) AS x
FROM t o
-- add_quarter
SELECT
  o.id                           AS id,
  o.ts + 1 * INTERVAL '3 months' AS x
FROM t o
-- add_quarter_to_date
SELECT
  o.id                                          AS id,
  CAST(o.d + -13 * INTERVAL '3 months' AS DATE) AS x
FROM t o
-- add_column_quarter_to_date
SELECT
  o.id                                          AS id,
  CAST(o.d + o.n * INTERVAL '3 months' AS DATE) AS x
FROM t o
-- diff_quarter
SELECT
  o.id AS id,
  (CAST(EXTRACT(YEAR FROM o.ts2) AS INTEGER) - CAST(EXTRACT(YEAR FROM o.ts) AS INTEGER)) * 4
    + CAST(EXTRACT(QUARTER FROM o.ts2) AS INTEGER)
    - CAST(EXTRACT(QUARTER FROM o.ts) AS INTEGER) AS x
FROM t o
-- diff_quarter_of_dates
SELECT
  o.id AS id,
  (CAST(EXTRACT(YEAR FROM o.d2) AS INTEGER) - CAST(EXTRACT(YEAR FROM o.d) AS INTEGER)) * 4
    + CAST(EXTRACT(QUARTER FROM o.d2) AS INTEGER)
    - CAST(EXTRACT(QUARTER FROM o.d) AS INTEGER) AS x
FROM t o
-- extract_month
SELECT
  o.id                                      AS id,
  CAST(EXTRACT(MONTH FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_month_of_date
SELECT
  o.id                                     AS id,
  CAST(EXTRACT(MONTH FROM o.d) AS INTEGER) AS x
FROM t o
-- trunc_month
SELECT
  o.id                      AS id,
  DATE_TRUNC('month', o.ts) AS x
FROM t o
-- trunc_month_of_date
SELECT
  o.id                                   AS id,
  CAST(DATE_TRUNC('month', o.d) AS DATE) AS x
FROM t o
-- add_month
SELECT
  o.id                          AS id,
  o.ts + 1 * INTERVAL '1 month' AS x
FROM t o
-- add_month_to_date
SELECT
  o.id                                         AS id,
  CAST(o.d + -13 * INTERVAL '1 month' AS DATE) AS x
FROM t o
-- add_column_month_to_date
SELECT
  o.id                                         AS id,
  CAST(o.d + o.n * INTERVAL '1 month' AS DATE) AS x
FROM t o
-- diff_month
SELECT
  o.id AS id,
  (CAST(EXTRACT(YEAR FROM o.ts2) AS INTEGER) - CAST(EXTRACT(YEAR FROM o.ts) AS INTEGER)) * 12
    + CAST(EXTRACT(MONTH FROM o.ts2) AS INTEGER)
    - CAST(EXTRACT(MONTH FROM o.ts) AS INTEGER) AS x
FROM t o
-- diff_month_of_dates
SELECT
  o.id AS id,
  (CAST(EXTRACT(YEAR FROM o.d2) AS INTEGER) - CAST(EXTRACT(YEAR FROM o.d) AS INTEGER)) * 12
    + CAST(EXTRACT(MONTH FROM o.d2) AS INTEGER)
    - CAST(EXTRACT(MONTH FROM o.d) AS INTEGER) AS x
FROM t o
-- extract_week
SELECT
  o.id                                     AS id,
  CAST(EXTRACT(WEEK FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_week_of_date
SELECT
  o.id                                    AS id,
  CAST(EXTRACT(WEEK FROM o.d) AS INTEGER) AS x
FROM t o
-- trunc_week
SELECT
  o.id                     AS id,
  DATE_TRUNC('week', o.ts) AS x
FROM t o
-- trunc_week_of_date
SELECT
  o.id                                  AS id,
  CAST(DATE_TRUNC('week', o.d) AS DATE) AS x
FROM t o
-- add_week
SELECT
  o.id                         AS id,
  o.ts + 1 * INTERVAL '1 week' AS x
FROM t o
-- add_week_to_date
SELECT
  o.id     AS id,
  o.d - 91 AS x
FROM t o
-- add_column_week_to_date
SELECT
  o.id                           AS id,
  o.d + CAST(o.n AS INTEGER) * 7 AS x
FROM t o
-- diff_week
SELECT
  o.id AS id,
  (CAST(DATE_TRUNC('week', o.ts2) AS DATE) - CAST(DATE_TRUNC('week', o.ts) AS DATE)) / 7 AS x
FROM t o
-- diff_week_of_dates
SELECT
  o.id AS id,
  (CAST(DATE_TRUNC('week', o.d2) AS DATE) - CAST(DATE_TRUNC('week', o.d) AS DATE)) / 7 AS x
FROM t o
-- extract_day
SELECT
  o.id                                    AS id,
  CAST(EXTRACT(DAY FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_day_of_date
SELECT
  o.id                                   AS id,
  CAST(EXTRACT(DAY FROM o.d) AS INTEGER) AS x
FROM t o
-- trunc_day
SELECT
  o.id                    AS id,
  DATE_TRUNC('day', o.ts) AS x
FROM t o
-- trunc_day_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_day
SELECT
  o.id                        AS id,
  o.ts + 1 * INTERVAL '1 day' AS x
FROM t o
-- add_day_to_date
SELECT
  o.id     AS id,
  o.d - 13 AS x
FROM t o
-- add_column_day_to_date
SELECT
  o.id                       AS id,
  o.d + CAST(o.n AS INTEGER) AS x
FROM t o
-- diff_day
SELECT
  o.id                                     AS id,
  CAST(o.ts2 AS DATE) - CAST(o.ts AS DATE) AS x
FROM t o
-- diff_day_of_dates
SELECT
  o.id       AS id,
  o.d2 - o.d AS x
FROM t o
-- extract_hour
SELECT
  o.id                                     AS id,
  CAST(EXTRACT(HOUR FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_hour_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_hour
SELECT
  o.id                     AS id,
  DATE_TRUNC('hour', o.ts) AS x
FROM t o
-- trunc_hour_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_hour
SELECT
  o.id                         AS id,
  o.ts + 1 * INTERVAL '1 hour' AS x
FROM t o
-- add_hour_to_date
SELECT
  o.id                          AS id,
  o.d + -13 * INTERVAL '1 hour' AS x
FROM t o
-- add_column_hour_to_date
SELECT
  o.id                          AS id,
  o.d + o.n * INTERVAL '1 hour' AS x
FROM t o
-- diff_hour
SELECT
  o.id AS id,
  CAST(EXTRACT(EPOCH FROM DATE_TRUNC('hour', o.ts2) - DATE_TRUNC('hour', o.ts)) / 3600 AS BIGINT) AS x
FROM t o
-- diff_hour_of_dates
SELECT
  o.id AS id,
  CAST(
    EXTRACT(EPOCH FROM DATE_TRUNC('hour', CAST(o.d2 AS TIMESTAMP)) - DATE_TRUNC(
      'hour',
      CAST(o.d AS TIMESTAMP)
    )) / 3600
    AS BIGINT
  ) AS x
FROM t o
-- extract_minute
SELECT
  o.id                                       AS id,
  CAST(EXTRACT(MINUTE FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_minute_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_minute
SELECT
  o.id                       AS id,
  DATE_TRUNC('minute', o.ts) AS x
FROM t o
-- trunc_minute_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_minute
SELECT
  o.id                           AS id,
  o.ts + 1 * INTERVAL '1 minute' AS x
FROM t o
-- add_minute_to_date
SELECT
  o.id                            AS id,
  o.d + -13 * INTERVAL '1 minute' AS x
FROM t o
-- add_column_minute_to_date
SELECT
  o.id                            AS id,
  o.d + o.n * INTERVAL '1 minute' AS x
FROM t o
-- diff_minute
SELECT
  o.id AS id,
  CAST(EXTRACT(EPOCH FROM DATE_TRUNC('minute', o.ts2) - DATE_TRUNC('minute', o.ts)) / 60 AS BIGINT) AS x
FROM t o
-- diff_minute_of_dates
SELECT
  o.id AS id,
  CAST(
    EXTRACT(EPOCH FROM DATE_TRUNC('minute', CAST(o.d2 AS TIMESTAMP)) - DATE_TRUNC(
      'minute',
      CAST(o.d AS TIMESTAMP)
    )) / 60
    AS BIGINT
  ) AS x
FROM t o
-- extract_second
SELECT
  o.id                                              AS id,
  CAST(FLOOR(EXTRACT(SECOND FROM o.ts)) AS INTEGER) AS x
FROM t o
-- extract_second_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_second
SELECT
  o.id                       AS id,
  DATE_TRUNC('second', o.ts) AS x
FROM t o
-- trunc_second_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_second
SELECT
  o.id                           AS id,
  o.ts + 1 * INTERVAL '1 second' AS x
FROM t o
-- add_second_to_date
SELECT
  o.id                            AS id,
  o.d + -13 * INTERVAL '1 second' AS x
FROM t o
-- add_column_second_to_date
SELECT
  o.id                            AS id,
  o.d + o.n * INTERVAL '1 second' AS x
FROM t o
-- diff_second
SELECT
  o.id AS id,
  CAST(EXTRACT(EPOCH FROM DATE_TRUNC('second', o.ts2) - DATE_TRUNC('second', o.ts)) / 1 AS BIGINT) AS x
FROM t o
-- diff_second_of_dates
SELECT
  o.id AS id,
  CAST(
    EXTRACT(EPOCH FROM DATE_TRUNC('second', CAST(o.d2 AS TIMESTAMP)) - DATE_TRUNC(
      'second',
      CAST(o.d AS TIMESTAMP)
    )) / 1
    AS BIGINT
  ) AS x
FROM t o
-- extract_dayofweek
SELECT
  o.id                                        AS id,
  CAST(EXTRACT(DOW FROM o.ts) AS INTEGER) + 1 AS x
FROM t o
-- extract_dayofweek_of_date
SELECT
  o.id                                       AS id,
  CAST(EXTRACT(DOW FROM o.d) AS INTEGER) + 1 AS x
FROM t o
-- extract_isodow
SELECT
  o.id                                       AS id,
  CAST(EXTRACT(ISODOW FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_isodow_of_date
SELECT
  o.id                                      AS id,
  CAST(EXTRACT(ISODOW FROM o.d) AS INTEGER) AS x
FROM t o
-- extract_dayofyear
SELECT
  o.id                                    AS id,
  CAST(EXTRACT(DOY FROM o.ts) AS INTEGER) AS x
FROM t o
-- extract_dayofyear_of_date
SELECT
  o.id                                   AS id,
  CAST(EXTRACT(DOY FROM o.d) AS INTEGER) AS x
FROM t o
-- row_number
SELECT
  o.id AS id,
  ROW_NUMBER() OVER (ORDER BY o.amt DESC NULLS LAST, o.id NULLS LAST) AS x
FROM t o
-- rank
SELECT
  o.id AS id,
  RANK() OVER (PARTITION BY o.flag ORDER BY o.txt COLLATE "C" NULLS LAST) AS x
FROM t o
-- lag
SELECT
  o.id                                           AS id,
  LAG(o.n, 1, 0) OVER (ORDER BY o.id NULLS LAST) AS x
FROM t o
-- first_value
SELECT
  o.id AS id,
  FIRST_VALUE(o.txt) OVER (
    PARTITION BY o.flag
    ORDER BY o.amt DESC NULLS LAST, o.id NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t o
-- last_value
SELECT
  o.id AS id,
  LAST_VALUE(o.txt) OVER (
    PARTITION BY o.flag
    ORDER BY o.amt DESC NULLS LAST, o.id NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t o
-- running_sum
SELECT
  o.id                                     AS id,
  SUM(o.n) OVER (ORDER BY o.id NULLS LAST) AS x
FROM t o
-- average_of_all
SELECT
  o.id AS id,
  AVG(CAST(o.n AS DOUBLE PRECISION)) OVER (PARTITION BY o.flag) AS x
FROM t o
-- count_rows
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(*)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(o.txt, '|' ORDER BY o.txt COLLATE "C" NULLS LAST) AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_distinct
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(DISTINCT o.txt COLLATE "C", '|' ORDER BY o.txt COLLATE "C" NULLS LAST) AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_descending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(o.txt, '|' ORDER BY o.amt DESC NULLS LAST, o.id DESC NULLS LAST) AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_ascending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(o.txt, ';' ORDER BY o.n NULLS LAST, o.txt COLLATE "C" NULLS LAST) AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.n)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.n)                                AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.big)                                       AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.big)                              AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.amt)                                       AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.amt)                              AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.dbl)                                       AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.dbl)                              AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_txt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.txt)                                       AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_txt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.txt)                              AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_flag
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.flag)                                      AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_flag
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.flag)                             AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_d
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(o.d)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- count_distinct_d
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  COUNT(DISTINCT o.d)                                AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(o.n)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_distinct_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(DISTINCT o.n)                                  AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(o.big)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_distinct_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(DISTINCT o.big)                                AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(o.amt)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_distinct_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(DISTINCT o.amt)                                AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(o.dbl)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- sum_distinct_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  SUM(DISTINCT o.dbl)                                AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.n AS DOUBLE PRECISION))                 AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.big AS DOUBLE PRECISION))               AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.amt AS DOUBLE PRECISION))               AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(o.dbl)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.n)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.big)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.amt)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.dbl)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_txt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.txt COLLATE "C")                             AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_flag
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  BOOL_AND(o.flag)                                   AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_d
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.d)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_n
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.n)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.big)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.amt)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_dbl
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.dbl)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_txt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.txt COLLATE "C")                             AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_flag
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  BOOL_OR(o.flag)                                    AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_d
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.d)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
