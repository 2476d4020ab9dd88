-- cast_num_txt_int16
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt AND ABS(CAST(o.num_txt AS NUMERIC) + 0.5) < 32768
      THEN CAST(CAST(o.num_txt AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(o.num_txt AS NUMERIC) - CAST(CAST(
        o.num_txt
        AS NUMERIC
      ) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_n_int16
SELECT
  o.id                                          AS id,
  CASE WHEN ABS(o.n + 0.5) < 32768 THEN o.n END AS x
FROM t o
-- cast_big_int16
SELECT
  o.id                                              AS id,
  CASE WHEN ABS(o.big + 0.5) < 32768 THEN o.big END AS x
FROM t o
-- cast_amt_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.amt + 0.5) < 32768
      THEN CAST(o.amt AS INTEGER) + CAST(ROUND(o.amt - CAST(o.amt AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_dbl_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.dbl + 0.5) < 32768
      THEN CAST(o.dbl AS INTEGER) + CAST(ROUND(o.dbl - CAST(o.dbl AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_unk_int16
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      AND ABS(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) + 0.5) < 32768
      THEN CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(
        CAST(o.num_unk AS TEXT)
        AS NUMERIC
      ) - CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_txt_int32
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt AND ABS(CAST(o.num_txt AS NUMERIC) + 0.5) < 2147483648
      THEN CAST(CAST(o.num_txt AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(o.num_txt AS NUMERIC) - CAST(CAST(
        o.num_txt
        AS NUMERIC
      ) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_n_int32
SELECT
  o.id AS id,
  o.n  AS x
FROM t o
-- cast_big_int32
SELECT
  o.id                                                   AS id,
  CASE WHEN ABS(o.big + 0.5) < 2147483648 THEN o.big END AS x
FROM t o
-- cast_amt_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.amt + 0.5) < 2147483648
      THEN CAST(o.amt AS INTEGER) + CAST(ROUND(o.amt - CAST(o.amt AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_dbl_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.dbl + 0.5) < 2147483648
      THEN CAST(o.dbl AS INTEGER) + CAST(ROUND(o.dbl - CAST(o.dbl AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_unk_int32
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      AND ABS(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) + 0.5) < 2147483648
      THEN CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(
        CAST(o.num_unk AS TEXT)
        AS NUMERIC
      ) - CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_txt_int64
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt
      AND ABS(CAST(o.num_txt AS NUMERIC) + 0.5) < 9223372036854775808
      THEN CAST(CAST(o.num_txt AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(o.num_txt AS NUMERIC) - CAST(CAST(
        o.num_txt
        AS NUMERIC
      ) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_n_int64
SELECT
  o.id AS id,
  o.n  AS x
FROM t o
-- cast_big_int64
SELECT
  o.id  AS id,
  o.big AS x
FROM t o
-- cast_amt_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.amt + 0.5) < 9223372036854775808
      THEN CAST(o.amt AS INTEGER) + CAST(ROUND(o.amt - CAST(o.amt AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_dbl_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.dbl + 0.5) < 9223372036854775808
      THEN CAST(o.dbl AS INTEGER) + CAST(ROUND(o.dbl - CAST(o.dbl AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_unk_int64
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      AND ABS(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) + 0.5) < 9223372036854775808
      THEN CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(
        CAST(o.num_unk AS TEXT)
        AS NUMERIC
      ) - CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_txt_dec52
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt AND ABS(CAST(o.num_txt AS NUMERIC)) < 999.995
      THEN ROUND(CAST(o.num_txt AS NUMERIC) * 1.000000000000001, 2)
  END AS x
FROM t o
-- cast_n_dec52
SELECT
  o.id                                      AS id,
  CASE WHEN ABS(o.n) < 999.995 THEN o.n END AS x
FROM t o
-- cast_big_dec52
SELECT
  o.id                                          AS id,
  CASE WHEN ABS(o.big) < 999.995 THEN o.big END AS x
FROM t o
-- cast_amt_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt) < 999.995 THEN ROUND(o.amt * 1.000000000000001, 2) END AS x
FROM t o
-- cast_dbl_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl) < 999.995 THEN ROUND(o.dbl * 1.000000000000001, 2) END AS x
FROM t o
-- cast_num_unk_dec52
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      AND ABS(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC)) < 999.995
      THEN ROUND(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) * 1.000000000000001, 2)
  END AS x
FROM t o
-- cast_num_txt_dec102
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt AND ABS(CAST(o.num_txt AS NUMERIC)) < 99999999.995
      THEN ROUND(CAST(o.num_txt AS NUMERIC) * 1.000000000000001, 2)
  END AS x
FROM t o
-- cast_n_dec102
SELECT
  o.id                                           AS id,
  CASE WHEN ABS(o.n) < 99999999.995 THEN o.n END AS x
FROM t o
-- cast_big_dec102
SELECT
  o.id                                               AS id,
  CASE WHEN ABS(o.big) < 99999999.995 THEN o.big END AS x
FROM t o
-- cast_amt_dec102
SELECT
  o.id  AS id,
  o.amt AS x
FROM t o
-- cast_dbl_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl) < 99999999.995 THEN ROUND(o.dbl * 1.000000000000001, 2) END AS x
FROM t o
-- cast_num_unk_dec102
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      AND ABS(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC)) < 99999999.995
      THEN ROUND(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) * 1.000000000000001, 2)
  END AS x
FROM t o
-- cast_num_txt_dec180
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt AND ABS(CAST(o.num_txt AS NUMERIC)) < 999999999999999999.5
      THEN CAST(CAST(o.num_txt AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(o.num_txt AS NUMERIC) - CAST(CAST(
        o.num_txt
        AS NUMERIC
      ) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_n_dec180
SELECT
  o.id AS id,
  o.n  AS x
FROM t o
-- cast_big_dec180
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 999999999999999999.5 THEN o.big END AS x
FROM t o
-- cast_amt_dec180
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.amt) < 999999999999999999.5
      THEN CAST(o.amt AS INTEGER) + CAST(ROUND(o.amt - CAST(o.amt AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_dbl_dec180
SELECT
  o.id AS id,
  CASE
    WHEN ABS(o.dbl) < 999999999999999999.5
      THEN CAST(o.dbl AS INTEGER) + CAST(ROUND(o.dbl - CAST(o.dbl AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_unk_dec180
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      AND ABS(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC)) < 999999999999999999.5
      THEN CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER) + CAST(ROUND(CAST(
        CAST(o.num_unk AS TEXT)
        AS NUMERIC
      ) - CAST(CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) AS INTEGER)) AS INTEGER)
  END AS x
FROM t o
-- cast_num_txt_double
SELECT
  o.id AS id,
  CASE WHEN CAST(o.num_txt AS NUMERIC) = o.num_txt THEN CAST(o.num_txt AS REAL) END AS x
FROM t o
-- cast_n_double
SELECT
  o.id              AS id,
  CAST(o.n AS REAL) AS x
FROM t o
-- cast_big_double
SELECT
  o.id                AS id,
  CAST(o.big AS REAL) AS x
FROM t o
-- cast_amt_double
SELECT
  o.id                AS id,
  CAST(o.amt AS REAL) AS x
FROM t o
-- cast_dbl_double
SELECT
  o.id  AS id,
  o.dbl AS x
FROM t o
-- cast_num_unk_double
SELECT
  o.id AS id,
  CASE
    WHEN CAST(CAST(o.num_unk AS TEXT) AS NUMERIC) = CAST(o.num_unk AS TEXT)
      THEN CAST(CAST(o.num_unk AS TEXT) AS REAL)
  END AS x
FROM t o
-- cast_num_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.num_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1
    WHEN LOWER(o.num_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0
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
    WHEN LOWER(CAST(o.num_unk AS TEXT)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1
    WHEN LOWER(CAST(o.num_unk AS TEXT)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0
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
  o.id AS id,
  CASE WHEN o.amt IS NOT NULL THEN PRINTF('%.2f', o.amt * 1.000000000000001) END AS x
FROM t o
-- cast_dbl_text
SELECT
  o.id AS id,
  CASE
    WHEN o.dbl = CAST(o.dbl AS INTEGER) AND ABS(o.dbl) < 1000000000000000
      THEN CAST(CAST(o.dbl AS INTEGER) AS TEXT)
    WHEN o.dbl IS NOT NULL
      THEN REPLACE(
        CASE
          WHEN CAST(PRINTF('%!.15g', o.dbl) AS REAL) = o.dbl THEN PRINTF('%!.15g', o.dbl)
          WHEN CAST(PRINTF('%!.16g', o.dbl) AS REAL) = o.dbl THEN PRINTF('%!.16g', o.dbl)
          ELSE PRINTF('%!.17g', o.dbl)
        END,
        '.0e',
        'e'
      )
  END AS x
FROM t o
-- cast_dt_txt_date
SELECT
  o.id AS id,
  CASE
    WHEN DATE(o.dt_txt, '+0 days') = SUBSTR(o.dt_txt, 1, 10)
      AND (
        LENGTH(o.dt_txt) = 10
          OR SUBSTR(o.dt_txt, 11) GLOB '[ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' AND SUBSTR(o.dt_txt, 11) NOT GLOB '*[^0-9.:T ]*'
      )
      THEN SUBSTR(o.dt_txt, 1, 10)
  END AS x
FROM t o
-- cast_dt_txt_ts
SELECT
  o.id AS id,
  CASE
    WHEN DATE(o.dt_txt, '+0 days') = o.dt_txt THEN o.dt_txt || ' 00:00:00'
    WHEN DATETIME(SUBSTR(REPLACE(o.dt_txt, 'T', ' '), 1, 19), '+0 days')
      = SUBSTR(REPLACE(o.dt_txt, 'T', ' '), 1, 19)
      AND SUBSTR(o.dt_txt, 20) NOT GLOB '*[^0-9.]*'
      AND SUBSTR(o.dt_txt, 20) NOT GLOB '[0-9]*'
      THEN REPLACE(o.dt_txt, 'T', ' ')
  END AS x
FROM t o
-- cast_dt_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.dt_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1
    WHEN LOWER(o.dt_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0
  END AS x
FROM t o
-- cast_dt_unk_date
SELECT
  o.id AS id,
  CASE
    WHEN DATE(CAST(o.dt_unk AS TEXT), '+0 days') = SUBSTR(CAST(o.dt_unk AS TEXT), 1, 10)
      AND (
        LENGTH(CAST(o.dt_unk AS TEXT)) = 10
          OR SUBSTR(CAST(o.dt_unk AS TEXT), 11) GLOB '[ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' AND SUBSTR(
            CAST(o.dt_unk AS TEXT),
            11
          ) NOT GLOB '*[^0-9.:T ]*'
      )
      THEN SUBSTR(CAST(o.dt_unk AS TEXT), 1, 10)
  END AS x
FROM t o
-- cast_dt_unk_ts
SELECT
  o.id AS id,
  CASE
    WHEN DATE(CAST(o.dt_unk AS TEXT), '+0 days') = CAST(o.dt_unk AS TEXT)
      THEN CAST(o.dt_unk AS TEXT) || ' 00:00:00'
    WHEN DATETIME(SUBSTR(REPLACE(CAST(o.dt_unk AS TEXT), 'T', ' '), 1, 19), '+0 days')
      = SUBSTR(REPLACE(CAST(o.dt_unk AS TEXT), 'T', ' '), 1, 19)
      AND SUBSTR(CAST(o.dt_unk AS TEXT), 20) NOT GLOB '*[^0-9.]*'
      AND SUBSTR(CAST(o.dt_unk AS TEXT), 20) NOT GLOB '[0-9]*'
      THEN REPLACE(CAST(o.dt_unk AS TEXT), 'T', ' ')
  END AS x
FROM t o
-- cast_dt_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.dt_unk AS TEXT)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1
    WHEN LOWER(CAST(o.dt_unk AS TEXT)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0
  END AS x
FROM t o
-- cast_bool_txt_date
SELECT
  o.id AS id,
  CASE
    WHEN DATE(o.bool_txt, '+0 days') = SUBSTR(o.bool_txt, 1, 10)
      AND (
        LENGTH(o.bool_txt) = 10
          OR SUBSTR(o.bool_txt, 11) GLOB '[ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' AND SUBSTR(o.bool_txt, 11) NOT GLOB '*[^0-9.:T ]*'
      )
      THEN SUBSTR(o.bool_txt, 1, 10)
  END AS x
FROM t o
-- cast_bool_txt_ts
SELECT
  o.id AS id,
  CASE
    WHEN DATE(o.bool_txt, '+0 days') = o.bool_txt THEN o.bool_txt || ' 00:00:00'
    WHEN DATETIME(SUBSTR(REPLACE(o.bool_txt, 'T', ' '), 1, 19), '+0 days')
      = SUBSTR(REPLACE(o.bool_txt, 'T', ' '), 1, 19)
      AND SUBSTR(o.bool_txt, 20) NOT GLOB '*[^0-9.]*'
      AND SUBSTR(o.bool_txt, 20) NOT GLOB '[0-9]*'
      THEN REPLACE(o.bool_txt, 'T', ' ')
  END AS x
FROM t o
-- cast_bool_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.bool_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1
    WHEN LOWER(o.bool_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0
  END AS x
FROM t o
-- cast_d_text
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- cast_ts_text
SELECT
  o.id                                AS id,
  STRFTIME('%Y-%m-%d %H:%M:%S', o.ts) AS x
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
  o.id AS id,
  NULL AS x
FROM t o
-- cast_flag_int
SELECT
  o.id                                               AS id,
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS x
FROM t o
-- cast_d_ts
SELECT
  o.id               AS id,
  o.d || ' 00:00:00' AS x
FROM t o
-- cast_ts_d
SELECT
  o.id       AS id,
  DATE(o.ts) AS x
FROM t o
-- div_int
SELECT
  o.id                                 AS id,
  CAST(o.n AS REAL) / NULLIF(o.big, 0) AS x
FROM t o
-- div_number
SELECT
  o.id                    AS id,
  CAST(o.amt AS REAL) / 3 AS x
FROM t o
-- mod_int
SELECT
  o.id                   AS id,
  o.n % NULLIF(o.big, 0) AS x
FROM t o
-- mod_dec
SELECT
  o.id AS id,
  CAST(ROUND(o.amt * 100) AS INTEGER) % NULLIF(CAST(ROUND(0.3 * 100) AS INTEGER), 0) / 100.0 AS x
FROM t o
-- mod_dbl
SELECT
  o.id          AS id,
  MOD(o.dbl, 2) AS x
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
  o.id AS id,
  CASE WHEN o.amt IS NOT NULL THEN PRINTF('%.2f', o.amt * 1.000000000000001) END
    || '/'
    || CASE
      WHEN o.dbl = CAST(o.dbl AS INTEGER) AND ABS(o.dbl) < 1000000000000000
        THEN CAST(CAST(o.dbl AS INTEGER) AS TEXT)
      WHEN o.dbl IS NOT NULL
        THEN REPLACE(
          CASE
            WHEN CAST(PRINTF('%!.15g', o.dbl) AS REAL) = o.dbl THEN PRINTF('%!.15g', o.dbl)
            WHEN CAST(PRINTF('%!.16g', o.dbl) AS REAL) = o.dbl THEN PRINTF('%!.16g', o.dbl)
            ELSE PRINTF('%!.17g', o.dbl)
          END,
          '.0e',
          'e'
        )
    END AS x
FROM t o
-- concat
SELECT
  o.id AS id,
  COALESCE(o.txt, '') || ('''x\y' || CHAR(10) || '?$ä') || COALESCE(o.sep, '') AS x
FROM t o
-- like
SELECT
  o.id            AS id,
  o.txt GLOB 'a*' AS x
FROM t o
-- not_like
SELECT
  o.id                  AS id,
  o.txt NOT GLOB '?l*%' AS x
FROM t o
-- like_column
SELECT
  o.id AS id,
  o.txt
    GLOB REPLACE(
      REPLACE(
        REPLACE(
          REPLACE(
            REPLACE(
              REPLACE(
                REPLACE(
                  REPLACE(
                    REPLACE(REPLACE(REPLACE(o.pat, '\\', CHAR(1)), '\%', CHAR(2)), '\_', CHAR(3)),
                    '[',
                    '[[]'
                  ),
                  '*',
                  '[*]'
                ),
                '?',
                '[?]'
              ),
              '%',
              '*'
            ),
            '_',
            '?'
          ),
          CHAR(1),
          '\'
        ),
        CHAR(2),
        '%'
      ),
      CHAR(3),
      '_'
    ) AS x
FROM t o
-- like_brackets
SELECT
  o.id                      AS id,
  o.txt GLOB '*[[][*]][?]*' AS x
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
  o.id        AS id,
  o.txt < 'b' AS x
FROM t o
-- date_from
SELECT
  o.id                AS id,
  o.d >= '2026-01-31' AS x
FROM t o
-- date_to_timestamp
SELECT
  o.id                       AS id,
  o.d || ' 00:00:00' <= o.ts AS x
FROM t o
-- not
SELECT
  o.id             AS id,
  NOT (o.flag = 1) AS x
FROM t o
-- is_null
SELECT
  o.id        AS id,
  o.n IS NULL AS x
FROM t o
-- date
SELECT
  o.id         AS id,
  '2026-02-03' AS x
FROM t o
-- timestamp
SELECT
  o.id                  AS id,
  '2026-02-03 04:05:06' AS x
FROM t o
-- boolean
SELECT
  o.id AS id,
  1    AS x
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
  o.id                                             AS id,
  NULL /* open: SQLite has no TITLE, Mapping!I3 */ AS x
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
  o.id                                               AS id,
  NULL /* open: SQLite has no REVERSE, Mapping!I3 */ AS x
FROM t o
-- md5
SELECT
  o.id                                           AS id,
  NULL /* open: SQLite has no MD5, Mapping!I3 */ AS x
FROM t o
-- sha256
SELECT
  o.id                                              AS id,
  NULL /* open: SQLite has no SHA256, Mapping!I3 */ AS x
FROM t o
-- trim_set
SELECT
  o.id               AS id,
  TRIM(o.txt, 'aA ') AS x
FROM t o
-- ltrim_set
SELECT
  o.id               AS id,
  LTRIM(o.txt, 'aA') AS x
FROM t o
-- substring_-2
SELECT
  o.id                AS id,
  SUBSTR(o.txt, 1, 0) AS x
FROM t o
-- substring_from_-2
SELECT
  o.id  AS id,
  o.txt AS x
FROM t o
-- substring_0
SELECT
  o.id                AS id,
  SUBSTR(o.txt, 1, 2) AS x
FROM t o
-- substring_from_0
SELECT
  o.id  AS id,
  o.txt AS x
FROM t o
-- substring_2
SELECT
  o.id                AS id,
  SUBSTR(o.txt, 2, 3) AS x
FROM t o
-- substring_from_2
SELECT
  o.id             AS id,
  SUBSTR(o.txt, 2) AS x
FROM t o
-- substring_columns
SELECT
  o.id AS id,
  CASE
    WHEN o.n < 1 THEN SUBSTR(o.txt, 1, CASE WHEN o.n + o.id - 1 < 0 THEN 0 ELSE o.n + o.id - 1 END)
    ELSE SUBSTR(o.txt, o.n, CASE WHEN o.id < 0 THEN 0 ELSE o.id END)
  END AS x
FROM t o
-- left_-2
SELECT
  o.id                                        AS id,
  SUBSTR(o.txt, 1, MAX(LENGTH(o.txt) - 2, 0)) AS x
FROM t o
-- right_-2
SELECT
  o.id             AS id,
  SUBSTR(o.txt, 3) AS x
FROM t o
-- left_0
SELECT
  o.id                AS id,
  SUBSTR(o.txt, 1, 0) AS x
FROM t o
-- right_0
SELECT
  o.id                AS id,
  SUBSTR(o.txt, 1, 0) AS x
FROM t o
-- left_2
SELECT
  o.id                AS id,
  SUBSTR(o.txt, 1, 2) AS x
FROM t o
-- right_2
SELECT
  o.id              AS id,
  SUBSTR(o.txt, -2) AS x
FROM t o
-- left_column
SELECT
  o.id AS id,
  SUBSTR(o.txt, 1, CASE WHEN o.n < 0 THEN MAX(LENGTH(o.txt) + o.n, 0) ELSE MIN(o.n, LENGTH(o.txt)) END) AS x
FROM t o
-- right_column
SELECT
  o.id AS id,
  SUBSTR(o.txt, LENGTH(o.txt) - CASE
    WHEN o.n < 0 THEN MAX(LENGTH(o.txt) + o.n, 0)
    ELSE MIN(o.n, LENGTH(o.txt))
  END + 1) AS x
FROM t o
-- replace
SELECT
  o.id                      AS id,
  REPLACE(o.txt, 'l', 'LL') AS x
FROM t o
-- split_part_1
SELECT
  o.id AS id,
  CASE
    WHEN o.sep IS NOT NULL
      THEN COALESCE(JSON_EXTRACT('[' || REPLACE(JSON_QUOTE(o.sep), '-', '","') || ']', '$[0]'), '')
  END AS x
FROM t o
-- split_part_3
SELECT
  o.id AS id,
  CASE
    WHEN o.sep IS NOT NULL
      THEN COALESCE(JSON_EXTRACT('[' || REPLACE(JSON_QUOTE(o.sep), '-', '","') || ']', '$[2]'), '')
  END AS x
FROM t o
-- split_part_-1
SELECT
  o.id AS id,
  CASE
    WHEN o.sep IS NOT NULL
      THEN COALESCE(JSON_EXTRACT('[' || REPLACE(JSON_QUOTE(o.sep), '-', '","') || ']', '$[#-1]'), '')
  END AS x
FROM t o
-- lpad
SELECT
  o.id AS id,
  CASE
    WHEN LENGTH(o.txt) < 6 THEN SUBSTR('xyxyxy', 1, 6 - LENGTH(o.txt)) || o.txt
    ELSE SUBSTR(o.txt, 1, 6)
  END AS x
FROM t o
-- rpad
SELECT
  o.id AS id,
  CASE
    WHEN LENGTH(o.txt) < 6 THEN o.txt || SUBSTR('      ', 1, 6 - LENGTH(o.txt))
    ELSE SUBSTR(o.txt, 1, 6)
  END AS x
FROM t o
-- lpad_number
SELECT
  o.id AS id,
  CASE
    WHEN LENGTH(CAST(o.n AS TEXT)) < 5
      THEN SUBSTR('00000', 1, 5 - LENGTH(CAST(o.n AS TEXT))) || CAST(o.n AS TEXT)
    ELSE SUBSTR(CAST(o.n AS TEXT), 1, 5)
  END AS x
FROM t o
-- position
SELECT
  o.id              AS id,
  INSTR(o.txt, 'l') AS x
FROM t o
-- regexp_replace
SELECT
  o.id AS id,
  NULL /* open: SQLite has no REGEXP_REPLACE, Mapping!I3 */ AS x
FROM t o
-- abs
SELECT
  o.id       AS id,
  ABS(o.amt) AS x
FROM t o
-- sign
SELECT
  o.id        AS id,
  SIGN(o.amt) AS x
FROM t o
-- round_decimal
SELECT
  o.id                                AS id,
  ROUND(o.amt * 1.000000000000001, 1) AS x
FROM t o
-- round_double
SELECT
  o.id                                AS id,
  ROUND(o.dbl * 1.000000000000001, 2) AS x
FROM t o
-- round_whole
SELECT
  o.id         AS id,
  ROUND(o.dbl) AS x
FROM t o
-- round_quotient
SELECT
  o.id                                                  AS id,
  ROUND(CAST(o.amt AS REAL) / 7 * 1.000000000000001, 2) AS x
FROM t o
-- round_tens
SELECT
  o.id                   AS id,
  ROUND(o.n / 10.0) * 10 AS x
FROM t o
-- round_decimal_tens
SELECT
  o.id                     AS id,
  ROUND(o.amt / 10.0) * 10 AS x
FROM t o
-- ceil
SELECT
  o.id                  AS id,
  CEIL(ROUND(o.amt, 2)) AS x
FROM t o
-- floor
SELECT
  o.id         AS id,
  FLOOR(o.dbl) AS x
FROM t o
-- power
SELECT
  o.id                                      AS id,
  POWER(CAST(o.n AS REAL), CAST(2 AS REAL)) AS x
FROM t o
-- sqrt
SELECT
  o.id AS id,
  SQRT(CASE WHEN o.amt >= 0 THEN CAST(o.amt AS REAL) END) AS x
FROM t o
-- greatest
SELECT
  o.id AS id,
  MAX(COALESCE(o.n, o.big, 2), COALESCE(o.big, o.n, 2), 2) AS x
FROM t o
-- least_text
SELECT
  o.id                                                AS id,
  MIN(COALESCE(o.txt, o.sep), COALESCE(o.sep, o.txt)) AS x
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
  CASE WHEN DATE(o.dt_txt, '+0 days') = o.dt_txt THEN o.dt_txt END AS x
FROM t o
-- to_timestamp
SELECT
  o.id AS id,
  CASE WHEN DATETIME(o.dt_txt, '+0 days') = o.dt_txt THEN o.dt_txt END AS x
FROM t o
-- to_date_german
SELECT
  o.id AS id,
  CASE
    WHEN o.de_txt GLOB '[0-9][0-9].[0-9][0-9].[0-9][0-9][0-9][0-9]'
      AND DATE(
        SUBSTR(o.de_txt, 7, 4) || '-' || SUBSTR(o.de_txt, 4, 2) || '-' || SUBSTR(o.de_txt, 1, 2),
        '+0 days'
      )
        = SUBSTR(o.de_txt, 7, 4) || '-' || SUBSTR(o.de_txt, 4, 2) || '-' || SUBSTR(o.de_txt, 1, 2)
      THEN SUBSTR(o.de_txt, 7, 4) || '-' || SUBSTR(o.de_txt, 4, 2) || '-' || SUBSTR(o.de_txt, 1, 2)
  END AS x
FROM t o
-- to_date_month
SELECT
  o.id AS id,
  NULL /* open: a text in the pattern DD-Mon-YYYY cannot be read by SQLite, Mapping!I3 */ AS x
FROM t o
-- to_date_century
SELECT
  o.id AS id,
  CASE
    WHEN o.yy_txt GLOB '[0-9][0-9]/[0-9][0-9]/[0-9][0-9]'
      AND DATE(
        (CASE WHEN SUBSTR(o.yy_txt, 7, 2) < '70' THEN '20' ELSE '19' END || SUBSTR(o.yy_txt, 7, 2))
          || '-'
          || SUBSTR(o.yy_txt, 4, 2)
          || '-'
          || SUBSTR(o.yy_txt, 1, 2),
        '+0 days'
      )
        = (CASE WHEN SUBSTR(o.yy_txt, 7, 2) < '70' THEN '20' ELSE '19' END || SUBSTR(o.yy_txt, 7, 2))
          || '-'
          || SUBSTR(o.yy_txt, 4, 2)
          || '-'
          || SUBSTR(o.yy_txt, 1, 2)
      THEN (CASE WHEN SUBSTR(o.yy_txt, 7, 2) < '70' THEN '20' ELSE '19' END || SUBSTR(o.yy_txt, 7, 2))
        || '-'
        || SUBSTR(o.yy_txt, 4, 2)
        || '-'
        || SUBSTR(o.yy_txt, 1, 2)
  END AS x
FROM t o
-- to_date_digits
SELECT
  o.id AS id,
  CASE
    WHEN o.ymd_txt GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'
      AND DATE(
        SUBSTR(o.ymd_txt, 1, 4) || '-' || SUBSTR(o.ymd_txt, 5, 2) || '-' || SUBSTR(o.ymd_txt, 7, 2),
        '+0 days'
      )
        = SUBSTR(o.ymd_txt, 1, 4) || '-' || SUBSTR(o.ymd_txt, 5, 2) || '-' || SUBSTR(o.ymd_txt, 7, 2)
      THEN SUBSTR(o.ymd_txt, 1, 4) || '-' || SUBSTR(o.ymd_txt, 5, 2) || '-' || SUBSTR(o.ymd_txt, 7, 2)
  END AS x
FROM t o
-- to_timestamp_german
SELECT
  o.id AS id,
  CASE
    WHEN o.dets_txt GLOB '[0-9][0-9].[0-9][0-9].[0-9][0-9][0-9][0-9] [0-9][0-9]:[0-9][0-9]'
      AND DATETIME(
        SUBSTR(
          SUBSTR(o.dets_txt, 7, 4)
            || '-'
            || SUBSTR(o.dets_txt, 4, 2)
            || '-'
            || SUBSTR(o.dets_txt, 1, 2)
            || ' '
            || SUBSTR(o.dets_txt, 12, 2)
            || ':'
            || SUBSTR(o.dets_txt, 15, 2)
            || ':00',
          1,
          19
        ),
        '+0 days'
      )
        = SUBSTR(
          SUBSTR(o.dets_txt, 7, 4)
            || '-'
            || SUBSTR(o.dets_txt, 4, 2)
            || '-'
            || SUBSTR(o.dets_txt, 1, 2)
            || ' '
            || SUBSTR(o.dets_txt, 12, 2)
            || ':'
            || SUBSTR(o.dets_txt, 15, 2)
            || ':00',
          1,
          19
        )
      THEN SUBSTR(o.dets_txt, 7, 4)
        || '-'
        || SUBSTR(o.dets_txt, 4, 2)
        || '-'
        || SUBSTR(o.dets_txt, 1, 2)
        || ' '
        || SUBSTR(o.dets_txt, 12, 2)
        || ':'
        || SUBSTR(o.dets_txt, 15, 2)
        || ':00'
  END AS x
FROM t o
-- last_day
SELECT
  o.id                                              AS id,
  DATE(o.d, 'start of month', '+1 month', '-1 day') AS x
FROM t o
-- last_day_timestamp
SELECT
  o.id                                               AS id,
  DATE(o.ts, 'start of month', '+1 month', '-1 day') AS x
FROM t o
-- today
SELECT
  o.id                     AS id,
  DATE('now', 'localtime') AS x
FROM t o
-- now
SELECT
  o.id                         AS id,
  DATETIME('now', 'localtime') AS x
FROM t o
-- to_char_ms
SELECT
  o.id AS id,
  NULL /* open: MS of a date's pattern is not to be had, Mapping!I3 */ AS x
FROM t o
-- to_char_iso
SELECT
  o.id                       AS id,
  STRFTIME('%Y-%m-%d', o.ts) AS x
FROM t o
-- to_char_iso_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- to_char_short
SELECT
  o.id AS id,
  STRFTIME('%d.%m.', o.ts) || SUBSTR(STRFTIME('%Y', o.ts), 3, 2) AS x
FROM t o
-- to_char_short_of_date
SELECT
  o.id AS id,
  STRFTIME('%d.%m.', o.d) || SUBSTR(STRFTIME('%Y', o.d), 3, 2) AS x
FROM t o
-- to_char_names
SELECT
  o.id AS id,
  CASE
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 1 THEN 'JAN'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 2 THEN 'FEB'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 3 THEN 'MAR'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 4 THEN 'APR'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 5 THEN 'MAY'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 6 THEN 'JUN'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 7 THEN 'JUL'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 8 THEN 'AUG'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 9 THEN 'SEP'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 10 THEN 'OCT'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 11 THEN 'NOV'
    WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 12 THEN 'DEC'
  END
    || ' '
    || CASE
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 1 THEN 'January'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 2 THEN 'February'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 3 THEN 'March'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 4 THEN 'April'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 5 THEN 'May'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 6 THEN 'June'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 7 THEN 'July'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 8 THEN 'August'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 9 THEN 'September'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 10 THEN 'October'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 11 THEN 'November'
      WHEN CAST(STRFTIME('%m', o.ts) AS INTEGER) = 12 THEN 'December'
    END
    || ' '
    || CASE
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 1 THEN 'MON'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 2 THEN 'TUE'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 3 THEN 'WED'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 4 THEN 'THU'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 5 THEN 'FRI'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 6 THEN 'SAT'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 7 THEN 'SUN'
    END
    || ' '
    || CASE
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 1 THEN 'Monday'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 2 THEN 'Tuesday'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 3 THEN 'Wednesday'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 4 THEN 'Thursday'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 5 THEN 'Friday'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 6 THEN 'Saturday'
      WHEN (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 = 7 THEN 'Sunday'
    END AS x
FROM t o
-- to_char_names_of_date
SELECT
  o.id AS id,
  CASE
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 1 THEN 'JAN'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 2 THEN 'FEB'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 3 THEN 'MAR'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 4 THEN 'APR'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 5 THEN 'MAY'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 6 THEN 'JUN'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 7 THEN 'JUL'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 8 THEN 'AUG'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 9 THEN 'SEP'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 10 THEN 'OCT'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 11 THEN 'NOV'
    WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 12 THEN 'DEC'
  END
    || ' '
    || CASE
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 1 THEN 'January'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 2 THEN 'February'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 3 THEN 'March'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 4 THEN 'April'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 5 THEN 'May'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 6 THEN 'June'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 7 THEN 'July'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 8 THEN 'August'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 9 THEN 'September'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 10 THEN 'October'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 11 THEN 'November'
      WHEN CAST(STRFTIME('%m', o.d) AS INTEGER) = 12 THEN 'December'
    END
    || ' '
    || CASE
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 1 THEN 'MON'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 2 THEN 'TUE'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 3 THEN 'WED'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 4 THEN 'THU'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 5 THEN 'FRI'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 6 THEN 'SAT'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 7 THEN 'SUN'
    END
    || ' '
    || CASE
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 1 THEN 'Monday'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 2 THEN 'Tuesday'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 3 THEN 'Wednesday'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 4 THEN 'Thursday'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 5 THEN 'Friday'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 6 THEN 'Saturday'
      WHEN (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 = 7 THEN 'Sunday'
    END AS x
FROM t o
-- to_char_quarter
SELECT
  o.id AS id,
  CAST((CAST(STRFTIME('%m', o.ts) AS INTEGER) + 2) / 3 AS TEXT) AS x
FROM t o
-- to_char_quarter_of_date
SELECT
  o.id AS id,
  CAST((CAST(STRFTIME('%m', o.d) AS INTEGER) + 2) / 3 AS TEXT) AS x
FROM t o
-- to_char_time
SELECT
  o.id                       AS id,
  STRFTIME('%H:%M:%S', o.ts) AS x
FROM t o
-- to_char_time_of_date
SELECT
  o.id                      AS id,
  STRFTIME('%H:%M:%S', o.d) AS x
FROM t o
-- to_char_half_days
SELECT
  o.id AS id,
  NULL /* open: HH12 of a date's pattern is not to be had, Mapping!I3 */ AS x
FROM t o
-- to_char_half_days_of_date
SELECT
  o.id AS id,
  NULL /* open: HH12 of a date's pattern is not to be had, Mapping!I3 */ AS x
FROM t o
-- to_char_words
SELECT
  o.id                                   AS id,
  STRFTIME('Week of %Y%m%d 100%%', o.ts) AS x
FROM t o
-- to_char_words_of_date
SELECT
  o.id                                  AS id,
  STRFTIME('Week of %Y%m%d 100%%', o.d) AS x
FROM t o
-- extract_year
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%Y', o.ts) AS INTEGER) AS x
FROM t o
-- extract_year_of_date
SELECT
  o.id                                 AS id,
  CAST(STRFTIME('%Y', o.d) AS INTEGER) AS x
FROM t o
-- trunc_year
SELECT
  o.id                            AS id,
  DATETIME(o.ts, 'start of year') AS x
FROM t o
-- trunc_year_of_date
SELECT
  o.id                       AS id,
  DATE(o.d, 'start of year') AS x
FROM t o
-- add_year
SELECT
  o.id AS id,
  MIN(DATE(o.ts, '+12 months'), DATE(o.ts, 'start of month', '+13 months', '-1 day')) || ' ' || TIME(o.ts) AS x
FROM t o
-- add_year_to_date
SELECT
  o.id AS id,
  MIN(DATE(o.d, '-156 months'), DATE(o.d, 'start of month', '-155 months', '-1 day')) AS x
FROM t o
-- add_column_year_to_date
SELECT
  o.id AS id,
  MIN(
    DATE(o.d, CAST(o.n * 12 AS INTEGER) || ' months'),
    DATE(o.d, 'start of month', CAST(o.n * 12 + 1 AS INTEGER) || ' months', '-1 day')
  ) AS x
FROM t o
-- diff_year
SELECT
  o.id AS id,
  CAST(STRFTIME('%Y', o.ts2) AS INTEGER) - CAST(STRFTIME('%Y', o.ts) AS INTEGER) AS x
FROM t o
-- diff_year_of_dates
SELECT
  o.id AS id,
  CAST(STRFTIME('%Y', o.d2) AS INTEGER) - CAST(STRFTIME('%Y', o.d) AS INTEGER) AS x
FROM t o
-- extract_quarter
SELECT
  o.id                                            AS id,
  (CAST(STRFTIME('%m', o.ts) AS INTEGER) + 2) / 3 AS x
FROM t o
-- extract_quarter_of_date
SELECT
  o.id                                           AS id,
  (CAST(STRFTIME('%m', o.d) AS INTEGER) + 2) / 3 AS x
FROM t o
-- trunc_quarter
SELECT
  o.id AS id,
  DATETIME(o.ts, 'start of month', '-' || ((CAST(STRFTIME('%m', o.ts) AS INTEGER) - 1) % 3) || ' months') AS x
FROM t o
-- trunc_quarter_of_date
SELECT
  o.id AS id,
  DATE(o.d, 'start of month', '-' || ((CAST(STRFTIME('%m', o.d) AS INTEGER) - 1) % 3) || ' months') AS x
FROM t o
-- add_quarter
SELECT
  o.id AS id,
  MIN(DATE(o.ts, '+3 months'), DATE(o.ts, 'start of month', '+4 months', '-1 day')) || ' ' || TIME(o.ts) AS x
FROM t o
-- add_quarter_to_date
SELECT
  o.id AS id,
  MIN(DATE(o.d, '-39 months'), DATE(o.d, 'start of month', '-38 months', '-1 day')) AS x
FROM t o
-- add_column_quarter_to_date
SELECT
  o.id AS id,
  MIN(
    DATE(o.d, CAST(o.n * 3 AS INTEGER) || ' months'),
    DATE(o.d, 'start of month', CAST(o.n * 3 + 1 AS INTEGER) || ' months', '-1 day')
  ) AS x
FROM t o
-- diff_quarter
SELECT
  o.id AS id,
  (CAST(STRFTIME('%Y', o.ts2) AS INTEGER) - CAST(STRFTIME('%Y', o.ts) AS INTEGER)) * 4
    + (CAST(STRFTIME('%m', o.ts2) AS INTEGER) + 2) / 3
    - (CAST(STRFTIME('%m', o.ts) AS INTEGER) + 2) / 3 AS x
FROM t o
-- diff_quarter_of_dates
SELECT
  o.id AS id,
  (CAST(STRFTIME('%Y', o.d2) AS INTEGER) - CAST(STRFTIME('%Y', o.d) AS INTEGER)) * 4
    + (CAST(STRFTIME('%m', o.d2) AS INTEGER) + 2) / 3
    - (CAST(STRFTIME('%m', o.d) AS INTEGER) + 2) / 3 AS x
FROM t o
-- extract_month
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%m', o.ts) AS INTEGER) AS x
FROM t o
-- extract_month_of_date
SELECT
  o.id                                 AS id,
  CAST(STRFTIME('%m', o.d) AS INTEGER) AS x
FROM t o
-- trunc_month
SELECT
  o.id                             AS id,
  DATETIME(o.ts, 'start of month') AS x
FROM t o
-- trunc_month_of_date
SELECT
  o.id                        AS id,
  DATE(o.d, 'start of month') AS x
FROM t o
-- add_month
SELECT
  o.id AS id,
  MIN(DATE(o.ts, '+1 months'), DATE(o.ts, 'start of month', '+2 months', '-1 day')) || ' ' || TIME(o.ts) AS x
FROM t o
-- add_month_to_date
SELECT
  o.id AS id,
  MIN(DATE(o.d, '-13 months'), DATE(o.d, 'start of month', '-12 months', '-1 day')) AS x
FROM t o
-- add_column_month_to_date
SELECT
  o.id AS id,
  MIN(
    DATE(o.d, CAST(o.n AS INTEGER) || ' months'),
    DATE(o.d, 'start of month', CAST(o.n + 1 AS INTEGER) || ' months', '-1 day')
  ) AS x
FROM t o
-- diff_month
SELECT
  o.id AS id,
  (CAST(STRFTIME('%Y', o.ts2) AS INTEGER) - CAST(STRFTIME('%Y', o.ts) AS INTEGER)) * 12
    + CAST(STRFTIME('%m', o.ts2) AS INTEGER)
    - CAST(STRFTIME('%m', o.ts) AS INTEGER) AS x
FROM t o
-- diff_month_of_dates
SELECT
  o.id AS id,
  (CAST(STRFTIME('%Y', o.d2) AS INTEGER) - CAST(STRFTIME('%Y', o.d) AS INTEGER)) * 12
    + CAST(STRFTIME('%m', o.d2) AS INTEGER)
    - CAST(STRFTIME('%m', o.d) AS INTEGER) AS x
FROM t o
-- extract_week
SELECT
  o.id AS id,
  (CAST(STRFTIME('%j', o.ts, '-3 days', 'weekday 4') AS INTEGER) + 6) / 7 AS x
FROM t o
-- extract_week_of_date
SELECT
  o.id AS id,
  (CAST(STRFTIME('%j', o.d, '-3 days', 'weekday 4') AS INTEGER) + 6) / 7 AS x
FROM t o
-- trunc_week
SELECT
  o.id                                                   AS id,
  DATETIME(o.ts, 'start of day', '-6 days', 'weekday 1') AS x
FROM t o
-- trunc_week_of_date
SELECT
  o.id                                              AS id,
  DATE(o.d, 'start of day', '-6 days', 'weekday 1') AS x
FROM t o
-- add_week
SELECT
  o.id                      AS id,
  DATETIME(o.ts, '+7 days') AS x
FROM t o
-- add_week_to_date
SELECT
  o.id                  AS id,
  DATE(o.d, '-91 days') AS x
FROM t o
-- add_column_week_to_date
SELECT
  o.id                                           AS id,
  DATE(o.d, CAST(o.n * 7 AS INTEGER) || ' days') AS x
FROM t o
-- diff_week
SELECT
  o.id AS id,
  CAST(JULIANDAY(o.ts2, 'start of day', '-6 days', 'weekday 1') - JULIANDAY(o.ts, 'start of day', '-6 days', 'weekday 1') AS INTEGER) / 7 AS x
FROM t o
-- diff_week_of_dates
SELECT
  o.id AS id,
  CAST(JULIANDAY(o.d2, 'start of day', '-6 days', 'weekday 1') - JULIANDAY(o.d, 'start of day', '-6 days', 'weekday 1') AS INTEGER) / 7 AS x
FROM t o
-- extract_day
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%d', o.ts) AS INTEGER) AS x
FROM t o
-- extract_day_of_date
SELECT
  o.id                                 AS id,
  CAST(STRFTIME('%d', o.d) AS INTEGER) AS x
FROM t o
-- trunc_day
SELECT
  o.id                           AS id,
  DATETIME(o.ts, 'start of day') AS x
FROM t o
-- trunc_day_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_day
SELECT
  o.id                      AS id,
  DATETIME(o.ts, '+1 days') AS x
FROM t o
-- add_day_to_date
SELECT
  o.id                  AS id,
  DATE(o.d, '-13 days') AS x
FROM t o
-- add_column_day_to_date
SELECT
  o.id                                       AS id,
  DATE(o.d, CAST(o.n AS INTEGER) || ' days') AS x
FROM t o
-- diff_day
SELECT
  o.id AS id,
  CAST(JULIANDAY(DATE(o.ts2)) - JULIANDAY(DATE(o.ts)) AS INTEGER) AS x
FROM t o
-- diff_day_of_dates
SELECT
  o.id AS id,
  CAST(JULIANDAY(DATE(o.d2)) - JULIANDAY(DATE(o.d)) AS INTEGER) AS x
FROM t o
-- extract_hour
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%H', o.ts) AS INTEGER) AS x
FROM t o
-- extract_hour_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_hour
SELECT
  o.id                                AS id,
  STRFTIME('%Y-%m-%d %H:00:00', o.ts) AS x
FROM t o
-- trunc_hour_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_hour
SELECT
  o.id                       AS id,
  DATETIME(o.ts, '+1 hours') AS x
FROM t o
-- add_hour_to_date
SELECT
  o.id                       AS id,
  DATETIME(o.d, '-13 hours') AS x
FROM t o
-- add_column_hour_to_date
SELECT
  o.id                                            AS id,
  DATETIME(o.d, CAST(o.n AS INTEGER) || ' hours') AS x
FROM t o
-- diff_hour
SELECT
  o.id AS id,
  (STRFTIME('%s', STRFTIME('%Y-%m-%d %H:00', o.ts2)) - STRFTIME('%s', STRFTIME('%Y-%m-%d %H:00', o.ts))) / 3600 AS x
FROM t o
-- diff_hour_of_dates
SELECT
  o.id AS id,
  (STRFTIME('%s', STRFTIME('%Y-%m-%d %H:00', o.d2)) - STRFTIME('%s', STRFTIME('%Y-%m-%d %H:00', o.d))) / 3600 AS x
FROM t o
-- extract_minute
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%M', o.ts) AS INTEGER) AS x
FROM t o
-- extract_minute_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_minute
SELECT
  o.id                                AS id,
  STRFTIME('%Y-%m-%d %H:%M:00', o.ts) AS x
FROM t o
-- trunc_minute_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_minute
SELECT
  o.id                         AS id,
  DATETIME(o.ts, '+1 minutes') AS x
FROM t o
-- add_minute_to_date
SELECT
  o.id                         AS id,
  DATETIME(o.d, '-13 minutes') AS x
FROM t o
-- add_column_minute_to_date
SELECT
  o.id                                              AS id,
  DATETIME(o.d, CAST(o.n AS INTEGER) || ' minutes') AS x
FROM t o
-- diff_minute
SELECT
  o.id AS id,
  (STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M', o.ts2)) - STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M', o.ts))) / 60 AS x
FROM t o
-- diff_minute_of_dates
SELECT
  o.id AS id,
  (STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M', o.d2)) - STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M', o.d))) / 60 AS x
FROM t o
-- extract_second
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%S', o.ts) AS INTEGER) AS x
FROM t o
-- extract_second_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_second
SELECT
  o.id                                AS id,
  STRFTIME('%Y-%m-%d %H:%M:%S', o.ts) AS x
FROM t o
-- trunc_second_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_second
SELECT
  o.id                         AS id,
  DATETIME(o.ts, '+1 seconds') AS x
FROM t o
-- add_second_to_date
SELECT
  o.id                         AS id,
  DATETIME(o.d, '-13 seconds') AS x
FROM t o
-- add_column_second_to_date
SELECT
  o.id                                              AS id,
  DATETIME(o.d, CAST(o.n AS INTEGER) || ' seconds') AS x
FROM t o
-- diff_second
SELECT
  o.id AS id,
  STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M:%S', o.ts2)) - STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M:%S', o.ts)) AS x
FROM t o
-- diff_second_of_dates
SELECT
  o.id AS id,
  STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M:%S', o.d2)) - STRFTIME('%s', STRFTIME('%Y-%m-%d %H:%M:%S', o.d)) AS x
FROM t o
-- extract_dayofweek
SELECT
  o.id                                      AS id,
  CAST(STRFTIME('%w', o.ts) AS INTEGER) + 1 AS x
FROM t o
-- extract_dayofweek_of_date
SELECT
  o.id                                     AS id,
  CAST(STRFTIME('%w', o.d) AS INTEGER) + 1 AS x
FROM t o
-- extract_isodow
SELECT
  o.id                                                AS id,
  (CAST(STRFTIME('%w', o.ts) AS INTEGER) + 6) % 7 + 1 AS x
FROM t o
-- extract_isodow_of_date
SELECT
  o.id                                               AS id,
  (CAST(STRFTIME('%w', o.d) AS INTEGER) + 6) % 7 + 1 AS x
FROM t o
-- extract_dayofyear
SELECT
  o.id                                  AS id,
  CAST(STRFTIME('%j', o.ts) AS INTEGER) AS x
FROM t o
-- extract_dayofyear_of_date
SELECT
  o.id                                 AS id,
  CAST(STRFTIME('%j', o.d) AS INTEGER) AS x
FROM t o
-- row_number
SELECT
  o.id AS id,
  ROW_NUMBER() OVER (ORDER BY o.amt DESC NULLS LAST, o.id NULLS LAST) AS x
FROM t o
-- rank
SELECT
  o.id AS id,
  RANK() OVER (PARTITION BY o.flag ORDER BY o.txt NULLS LAST) AS x
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
  o.id                                              AS id,
  AVG(CAST(o.n AS REAL)) OVER (PARTITION BY o.flag) AS x
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
  NULL /* open: SQLite before 3.44 joins texts in no order that one can choose, Mapping!I3 */ AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_distinct
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  NULL /* open: SQLite before 3.44 joins texts in no order that one can choose, Mapping!I3 */ AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_descending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  NULL /* open: SQLite before 3.44 joins texts in no order that one can choose, Mapping!I3 */ AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_ascending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  NULL /* open: SQLite before 3.44 joins texts in no order that one can choose, Mapping!I3 */ AS x
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
  AVG(CAST(o.n AS REAL))                             AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.big AS REAL))                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.amt AS REAL))                           AS x
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
  MIN(o.txt)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- min_flag
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MIN(o.flag)                                        AS x
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
  MAX(o.txt)                                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_flag
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.flag)                                        AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- max_d
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  MAX(o.d)                                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
