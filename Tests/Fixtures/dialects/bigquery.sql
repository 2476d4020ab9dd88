-- cast_num_txt_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(SAFE_CAST(ROUND(SAFE_CAST(TRIM(o.num_txt) AS BIGNUMERIC)) AS INT64) + 0.5) < 32768
      THEN SAFE_CAST(ROUND(SAFE_CAST(TRIM(o.num_txt) AS BIGNUMERIC)) AS INT64)
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
  CASE WHEN ABS(o.amt + 0.5) < 32768 THEN SAFE_CAST(ROUND(o.amt) AS INT64) END AS x
FROM t o
-- cast_dbl_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl + 0.5) < 32768 THEN SAFE_CAST(ROUND(o.dbl) AS INT64) END AS x
FROM t o
-- cast_num_unk_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(SAFE_CAST(ROUND(SAFE_CAST(TRIM(CAST(o.num_unk AS STRING)) AS BIGNUMERIC)) AS INT64) + 0.5) < 32768
      THEN SAFE_CAST(ROUND(SAFE_CAST(TRIM(CAST(o.num_unk AS STRING)) AS BIGNUMERIC)) AS INT64)
  END AS x
FROM t o
-- cast_num_txt_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(SAFE_CAST(ROUND(SAFE_CAST(TRIM(o.num_txt) AS BIGNUMERIC)) AS INT64) + 0.5) < 2147483648
      THEN SAFE_CAST(ROUND(SAFE_CAST(TRIM(o.num_txt) AS BIGNUMERIC)) AS INT64)
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
  CASE WHEN ABS(o.amt + 0.5) < 2147483648 THEN SAFE_CAST(ROUND(o.amt) AS INT64) END AS x
FROM t o
-- cast_dbl_int32
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl + 0.5) < 2147483648 THEN SAFE_CAST(ROUND(o.dbl) AS INT64) END AS x
FROM t o
-- cast_num_unk_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(SAFE_CAST(ROUND(SAFE_CAST(TRIM(CAST(o.num_unk AS STRING)) AS BIGNUMERIC)) AS INT64) + 0.5) < 2147483648
      THEN SAFE_CAST(ROUND(SAFE_CAST(TRIM(CAST(o.num_unk AS STRING)) AS BIGNUMERIC)) AS INT64)
  END AS x
FROM t o
-- cast_num_txt_int64
SELECT
  o.id AS id,
  SAFE_CAST(ROUND(SAFE_CAST(TRIM(o.num_txt) AS BIGNUMERIC)) AS INT64) AS x
FROM t o
-- cast_n_int64
SELECT
  o.id               AS id,
  CAST(o.n AS INT64) AS x
FROM t o
-- cast_big_int64
SELECT
  o.id  AS id,
  o.big AS x
FROM t o
-- cast_amt_int64
SELECT
  o.id                             AS id,
  SAFE_CAST(ROUND(o.amt) AS INT64) AS x
FROM t o
-- cast_dbl_int64
SELECT
  o.id                             AS id,
  SAFE_CAST(ROUND(o.dbl) AS INT64) AS x
FROM t o
-- cast_num_unk_int64
SELECT
  o.id AS id,
  SAFE_CAST(ROUND(SAFE_CAST(TRIM(CAST(o.num_unk AS STRING)) AS BIGNUMERIC)) AS INT64) AS x
FROM t o
-- cast_num_txt_dec52
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(o.num_txt, '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$')
    AS NUMERIC(5, 2)
  ) AS x
FROM t o
-- cast_n_dec52
SELECT
  o.id                            AS id,
  SAFE_CAST(o.n AS NUMERIC(5, 2)) AS x
FROM t o
-- cast_big_dec52
SELECT
  o.id                              AS id,
  SAFE_CAST(o.big AS NUMERIC(5, 2)) AS x
FROM t o
-- cast_amt_dec52
SELECT
  o.id                              AS id,
  SAFE_CAST(o.amt AS NUMERIC(5, 2)) AS x
FROM t o
-- cast_dbl_dec52
SELECT
  o.id                              AS id,
  SAFE_CAST(o.dbl AS NUMERIC(5, 2)) AS x
FROM t o
-- cast_num_unk_dec52
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      CAST(o.num_unk AS STRING),
      '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$'
    )
    AS NUMERIC(5, 2)
  ) AS x
FROM t o
-- cast_num_txt_dec102
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(o.num_txt, '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$')
    AS NUMERIC(10, 2)
  ) AS x
FROM t o
-- cast_n_dec102
SELECT
  o.id                             AS id,
  SAFE_CAST(o.n AS NUMERIC(10, 2)) AS x
FROM t o
-- cast_big_dec102
SELECT
  o.id                               AS id,
  SAFE_CAST(o.big AS NUMERIC(10, 2)) AS x
FROM t o
-- cast_amt_dec102
SELECT
  o.id  AS id,
  o.amt AS x
FROM t o
-- cast_dbl_dec102
SELECT
  o.id                               AS id,
  SAFE_CAST(o.dbl AS NUMERIC(10, 2)) AS x
FROM t o
-- cast_num_unk_dec102
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      CAST(o.num_unk AS STRING),
      '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$'
    )
    AS NUMERIC(10, 2)
  ) AS x
FROM t o
-- cast_num_txt_dec180
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(o.num_txt, '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$')
    AS NUMERIC(18, 0)
  ) AS x
FROM t o
-- cast_n_dec180
SELECT
  o.id                        AS id,
  CAST(o.n AS NUMERIC(18, 0)) AS x
FROM t o
-- cast_big_dec180
SELECT
  o.id                               AS id,
  SAFE_CAST(o.big AS NUMERIC(18, 0)) AS x
FROM t o
-- cast_amt_dec180
SELECT
  o.id                               AS id,
  SAFE_CAST(o.amt AS NUMERIC(18, 0)) AS x
FROM t o
-- cast_dbl_dec180
SELECT
  o.id                               AS id,
  SAFE_CAST(o.dbl AS NUMERIC(18, 0)) AS x
FROM t o
-- cast_num_unk_dec180
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      CAST(o.num_unk AS STRING),
      '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$'
    )
    AS NUMERIC(18, 0)
  ) AS x
FROM t o
-- cast_num_txt_double
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(o.num_txt, '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$')
    AS FLOAT64
  ) AS x
FROM t o
-- cast_n_double
SELECT
  o.id                 AS id,
  CAST(o.n AS FLOAT64) AS x
FROM t o
-- cast_big_double
SELECT
  o.id                   AS id,
  CAST(o.big AS FLOAT64) AS x
FROM t o
-- cast_amt_double
SELECT
  o.id                   AS id,
  CAST(o.amt AS FLOAT64) AS x
FROM t o
-- cast_dbl_double
SELECT
  o.id  AS id,
  o.dbl AS x
FROM t o
-- cast_num_unk_double
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      CAST(o.num_unk AS STRING),
      '^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$'
    )
    AS FLOAT64
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
    WHEN LOWER(CAST(o.num_unk AS STRING)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(CAST(o.num_unk AS STRING)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_num_txt_text
SELECT
  o.id      AS id,
  o.num_txt AS x
FROM t o
-- cast_n_text
SELECT
  o.id                AS id,
  CAST(o.n AS STRING) AS x
FROM t o
-- cast_big_text
SELECT
  o.id                  AS id,
  CAST(o.big AS STRING) AS x
FROM t o
-- cast_amt_text
SELECT
  o.id                  AS id,
  FORMAT('%.2f', o.amt) AS x
FROM t o
-- cast_dbl_text
SELECT
  o.id                  AS id,
  CAST(o.dbl AS STRING) AS x
FROM t o
-- cast_dt_txt_date
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      o.dt_txt,
      '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$'
    )
    AS DATE
  ) AS x
FROM t o
-- cast_dt_txt_ts
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      o.dt_txt,
      '^(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$'
    )
    AS DATETIME
  ) AS x
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
  SAFE_CAST(
    REGEXP_EXTRACT(
      CAST(o.dt_unk AS STRING),
      '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$'
    )
    AS DATE
  ) AS x
FROM t o
-- cast_dt_unk_ts
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      CAST(o.dt_unk AS STRING),
      '^(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$'
    )
    AS DATETIME
  ) AS x
FROM t o
-- cast_dt_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.dt_unk AS STRING)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(CAST(o.dt_unk AS STRING)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_bool_txt_date
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      o.bool_txt,
      '^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$'
    )
    AS DATE
  ) AS x
FROM t o
-- cast_bool_txt_ts
SELECT
  o.id AS id,
  SAFE_CAST(
    REGEXP_EXTRACT(
      o.bool_txt,
      '^(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$'
    )
    AS DATETIME
  ) AS x
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
  o.id                         AS id,
  FORMAT_DATE('%Y-%m-%d', o.d) AS x
FROM t o
-- cast_ts_text
SELECT
  o.id                                       AS id,
  FORMAT_DATETIME('%Y-%m-%d %H:%M:%S', o.ts) AS x
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
  o.id                  AS id,
  CAST(o.d AS DATETIME) AS x
FROM t o
-- cast_ts_d
SELECT
  o.id               AS id,
  CAST(o.ts AS DATE) AS x
FROM t o
-- div_int
SELECT
  o.id                                    AS id,
  CAST(o.n AS FLOAT64) / NULLIF(o.big, 0) AS x
FROM t o
-- div_number
SELECT
  o.id                       AS id,
  CAST(o.amt AS FLOAT64) / 3 AS x
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
  o.id                                               AS id,
  CAST(MOD(CAST(o.dbl AS BIGNUMERIC), 2) AS FLOAT64) AS x
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
  o.id                                                  AS id,
  FORMAT('%.2f', o.amt) || '/' || CAST(o.dbl AS STRING) AS x
FROM t o
-- concat
SELECT
  o.id AS id,
  COALESCE(o.txt, '') || '\'x\\y\n?$ä' || COALESCE(o.sep, '') AS x
FROM t o
-- like
SELECT
  o.id            AS id,
  o.txt LIKE 'a%' AS x
FROM t o
-- not_like
SELECT
  o.id                    AS id,
  o.txt NOT LIKE '_l%\\%' AS x
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
  o.id        AS id,
  o.txt < 'b' AS x
FROM t o
-- date_from
SELECT
  o.id                     AS id,
  o.d >= DATE '2026-01-31' AS x
FROM t o
-- date_to_timestamp
SELECT
  o.id                          AS id,
  CAST(o.d AS DATETIME) <= o.ts AS x
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
  o.id                           AS id,
  DATETIME '2026-02-03 04:05:06' AS x
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
  o.id AS id,
  INITCAP(o.txt, ' \t\n\r!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~') AS x
FROM t o
-- trim
SELECT
  o.id             AS id,
  TRIM(o.txt, ' ') AS x
FROM t o
-- ltrim
SELECT
  o.id              AS id,
  LTRIM(o.txt, ' ') AS x
FROM t o
-- rtrim
SELECT
  o.id              AS id,
  RTRIM(o.txt, ' ') AS x
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
  o.id               AS id,
  TO_HEX(MD5(o.txt)) AS x
FROM t o
-- sha256
SELECT
  o.id                  AS id,
  TO_HEX(SHA256(o.txt)) AS x
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
  o.id AS id,
  LEFT(o.txt, CASE WHEN LENGTH(o.txt) - 2 < 0 THEN 0 ELSE LENGTH(o.txt) - 2 END) AS x
FROM t o
-- right_-2
SELECT
  o.id AS id,
  RIGHT(o.txt, CASE WHEN LENGTH(o.txt) - 2 < 0 THEN 0 ELSE LENGTH(o.txt) - 2 END) AS x
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
  o.id AS id,
  LEFT(
    o.txt,
    CASE WHEN o.n < 0 THEN CASE WHEN LENGTH(o.txt) + o.n < 0 THEN 0 ELSE LENGTH(o.txt) + o.n END ELSE o.n END
  ) AS x
FROM t o
-- right_column
SELECT
  o.id AS id,
  RIGHT(
    o.txt,
    CASE WHEN o.n < 0 THEN CASE WHEN LENGTH(o.txt) + o.n < 0 THEN 0 ELSE LENGTH(o.txt) + o.n END ELSE o.n END
  ) AS x
FROM t o
-- replace
SELECT
  o.id                      AS id,
  REPLACE(o.txt, 'l', 'LL') AS x
FROM t o
-- split_part_1
SELECT
  o.id AS id,
  CASE WHEN o.sep IS NOT NULL THEN COALESCE(SPLIT(o.sep, '-')[SAFE_OFFSET(0)], '') END AS x
FROM t o
-- split_part_3
SELECT
  o.id AS id,
  CASE WHEN o.sep IS NOT NULL THEN COALESCE(SPLIT(o.sep, '-')[SAFE_OFFSET(2)], '') END AS x
FROM t o
-- split_part_-1
SELECT
  o.id AS id,
  CASE WHEN o.sep IS NOT NULL THEN COALESCE(ARRAY_REVERSE(SPLIT(o.sep, '-'))[SAFE_OFFSET(0)], '') END AS x
FROM t o
-- lpad
SELECT
  o.id                 AS id,
  LPAD(o.txt, 6, 'xy') AS x
FROM t o
-- rpad
SELECT
  o.id                AS id,
  RPAD(o.txt, 6, ' ') AS x
FROM t o
-- lpad_number
SELECT
  o.id                              AS id,
  LPAD(CAST(o.n AS STRING), 5, '0') AS x
FROM t o
-- position
SELECT
  o.id               AS id,
  STRPOS(o.txt, 'l') AS x
FROM t o
-- regexp_replace
SELECT
  o.id AS id,
  REGEXP_REPLACE(o.txt, '([aeiou])[\\p{L}\\p{N}_]', '<\\1>') AS x
FROM t o
-- abs
SELECT
  o.id       AS id,
  ABS(o.amt) AS x
FROM t o
-- sign
SELECT
  o.id                       AS id,
  CAST(SIGN(o.amt) AS INT64) AS x
FROM t o
-- round_decimal
SELECT
  o.id            AS id,
  ROUND(o.amt, 1) AS x
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
  o.id AS id,
  ROUND(CAST(o.amt AS FLOAT64) / 7 * 1.000000000000001, 2) AS x
FROM t o
-- round_tens
SELECT
  o.id           AS id,
  ROUND(o.n, -1) AS x
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
  o.id                                            AS id,
  POWER(CAST(o.n AS FLOAT64), CAST(2 AS FLOAT64)) AS x
FROM t o
-- sqrt
SELECT
  o.id AS id,
  SQRT(CASE WHEN o.amt >= 0 THEN CAST(o.amt AS FLOAT64) END) AS x
FROM t o
-- greatest
SELECT
  o.id AS id,
  GREATEST(COALESCE(o.n, o.big, 2), COALESCE(o.big, o.n, 2), 2) AS x
FROM t o
-- least_text
SELECT
  o.id                                                  AS id,
  LEAST(COALESCE(o.txt, o.sep), COALESCE(o.sep, o.txt)) AS x
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
  SAFE.PARSE_DATE(
    '%Y-%m-%d',
    REGEXP_EXTRACT(o.dt_txt, '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$')
  ) AS x
FROM t o
-- to_timestamp
SELECT
  o.id AS id,
  SAFE.PARSE_DATETIME(
    '%Y-%m-%d %H:%M:%S',
    REGEXP_EXTRACT(
      o.dt_txt,
      '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]) [0-9]{2}:[0-9]{2}:[0-9]{2}$'
    )
  ) AS x
FROM t o
-- to_date_german
SELECT
  o.id AS id,
  SAFE.PARSE_DATE(
    '%d.%m.%Y',
    REGEXP_EXTRACT(o.de_txt, '^(?:0[1-9]|[12][0-9]|3[01])\\.(?:0[1-9]|1[0-2])\\.[0-9]{4}$')
  ) AS x
FROM t o
-- to_date_month
SELECT
  o.id AS id,
  SAFE.PARSE_DATE('%d-%b-%Y', REGEXP_EXTRACT(o.mon_txt, '^(?:0[1-9]|[12][0-9]|3[01])-[A-Za-z]{3}-[0-9]{4}$')) AS x
FROM t o
-- to_date_century
SELECT
  o.id AS id,
  SAFE_CAST(
    CASE
      WHEN REGEXP_CONTAINS(o.yy_txt, '^(?:0[1-9]|[12][0-9]|3[01])\\/(?:0[1-9]|1[0-2])\\/[0-9]{2}$')
        THEN (CASE WHEN SUBSTR(o.yy_txt, 7, 2) < '70' THEN '20' ELSE '19' END || SUBSTR(o.yy_txt, 7, 2))
          || '-'
          || SUBSTR(o.yy_txt, 4, 2)
          || '-'
          || SUBSTR(o.yy_txt, 1, 2)
    END
    AS DATE
  ) AS x
FROM t o
-- to_date_digits
SELECT
  o.id AS id,
  SAFE.PARSE_DATE(
    '%Y%m%d',
    REGEXP_EXTRACT(o.ymd_txt, '^[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$')
  ) AS x
FROM t o
-- to_timestamp_german
SELECT
  o.id AS id,
  SAFE.PARSE_DATETIME(
    '%d.%m.%Y %H:%M',
    REGEXP_EXTRACT(
      o.dets_txt,
      '^(?:0[1-9]|[12][0-9]|3[01])\\.(?:0[1-9]|1[0-2])\\.[0-9]{4} [0-9]{2}:[0-9]{2}$'
    )
  ) AS x
FROM t o
-- last_day
SELECT
  o.id          AS id,
  LAST_DAY(o.d) AS x
FROM t o
-- last_day_timestamp
SELECT
  o.id           AS id,
  LAST_DAY(o.ts) AS x
FROM t o
-- today
SELECT
  o.id           AS id,
  CURRENT_DATE() AS x
FROM t o
-- now
SELECT
  o.id               AS id,
  CURRENT_DATETIME() AS x
FROM t o
-- to_char_ms
SELECT
  o.id AS id,
  NULL /* open: MS of a date's pattern is not to be had, Mapping!I3 */ AS x
FROM t o
-- to_char_iso
SELECT
  o.id                              AS id,
  FORMAT_DATETIME('%Y-%m-%d', o.ts) AS x
FROM t o
-- to_char_iso_of_date
SELECT
  o.id                         AS id,
  FORMAT_DATE('%Y-%m-%d', o.d) AS x
FROM t o
-- to_char_short
SELECT
  o.id                              AS id,
  FORMAT_DATETIME('%d.%m.%y', o.ts) AS x
FROM t o
-- to_char_short_of_date
SELECT
  o.id                         AS id,
  FORMAT_DATE('%d.%m.%y', o.d) AS x
FROM t o
-- to_char_names
SELECT
  o.id AS id,
  UPPER(FORMAT_DATETIME('%b', o.ts))
    || FORMAT_DATETIME(' %B ', o.ts)
    || UPPER(FORMAT_DATETIME('%a', o.ts))
    || FORMAT_DATETIME(' %A', o.ts) AS x
FROM t o
-- to_char_names_of_date
SELECT
  o.id AS id,
  UPPER(FORMAT_DATE('%b', o.d))
    || FORMAT_DATE(' %B ', o.d)
    || UPPER(FORMAT_DATE('%a', o.d))
    || FORMAT_DATE(' %A', o.d) AS x
FROM t o
-- to_char_quarter
SELECT
  o.id                        AS id,
  FORMAT_DATETIME('%Q', o.ts) AS x
FROM t o
-- to_char_quarter_of_date
SELECT
  o.id                   AS id,
  FORMAT_DATE('%Q', o.d) AS x
FROM t o
-- to_char_time
SELECT
  o.id                              AS id,
  FORMAT_DATETIME('%H:%M:%S', o.ts) AS x
FROM t o
-- to_char_time_of_date
SELECT
  o.id                                               AS id,
  FORMAT_DATETIME('%H:%M:%S', CAST(o.d AS DATETIME)) AS x
FROM t o
-- to_char_half_days
SELECT
  o.id                              AS id,
  FORMAT_DATETIME('%I:%M %p', o.ts) AS x
FROM t o
-- to_char_half_days_of_date
SELECT
  o.id                                               AS id,
  FORMAT_DATETIME('%I:%M %p', CAST(o.d AS DATETIME)) AS x
FROM t o
-- to_char_words
SELECT
  o.id                                          AS id,
  FORMAT_DATETIME('Week of %Y%m%d 100%%', o.ts) AS x
FROM t o
-- to_char_words_of_date
SELECT
  o.id                                     AS id,
  FORMAT_DATE('Week of %Y%m%d 100%%', o.d) AS x
FROM t o
-- extract_year
SELECT
  o.id                    AS id,
  EXTRACT(YEAR FROM o.ts) AS x
FROM t o
-- extract_year_of_date
SELECT
  o.id                   AS id,
  EXTRACT(YEAR FROM o.d) AS x
FROM t o
-- trunc_year
SELECT
  o.id                       AS id,
  DATETIME_TRUNC(o.ts, YEAR) AS x
FROM t o
-- trunc_year_of_date
SELECT
  o.id                  AS id,
  DATE_TRUNC(o.d, YEAR) AS x
FROM t o
-- add_year
SELECT
  o.id                                AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 YEAR) AS x
FROM t o
-- add_year_to_date
SELECT
  o.id                             AS id,
  DATE_ADD(o.d, INTERVAL -13 YEAR) AS x
FROM t o
-- add_column_year_to_date
SELECT
  o.id                             AS id,
  DATE_ADD(o.d, INTERVAL o.n YEAR) AS x
FROM t o
-- diff_year
SELECT
  o.id                             AS id,
  DATETIME_DIFF(o.ts2, o.ts, YEAR) AS x
FROM t o
-- diff_year_of_dates
SELECT
  o.id                       AS id,
  DATE_DIFF(o.d2, o.d, YEAR) AS x
FROM t o
-- extract_quarter
SELECT
  o.id                       AS id,
  EXTRACT(QUARTER FROM o.ts) AS x
FROM t o
-- extract_quarter_of_date
SELECT
  o.id                      AS id,
  EXTRACT(QUARTER FROM o.d) AS x
FROM t o
-- trunc_quarter
SELECT
  o.id                          AS id,
  DATETIME_TRUNC(o.ts, QUARTER) AS x
FROM t o
-- trunc_quarter_of_date
SELECT
  o.id                     AS id,
  DATE_TRUNC(o.d, QUARTER) AS x
FROM t o
-- add_quarter
SELECT
  o.id                                   AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 QUARTER) AS x
FROM t o
-- add_quarter_to_date
SELECT
  o.id                                AS id,
  DATE_ADD(o.d, INTERVAL -13 QUARTER) AS x
FROM t o
-- add_column_quarter_to_date
SELECT
  o.id                                AS id,
  DATE_ADD(o.d, INTERVAL o.n QUARTER) AS x
FROM t o
-- diff_quarter
SELECT
  o.id                                AS id,
  DATETIME_DIFF(o.ts2, o.ts, QUARTER) AS x
FROM t o
-- diff_quarter_of_dates
SELECT
  o.id                          AS id,
  DATE_DIFF(o.d2, o.d, QUARTER) AS x
FROM t o
-- extract_month
SELECT
  o.id                     AS id,
  EXTRACT(MONTH FROM o.ts) AS x
FROM t o
-- extract_month_of_date
SELECT
  o.id                    AS id,
  EXTRACT(MONTH FROM o.d) AS x
FROM t o
-- trunc_month
SELECT
  o.id                        AS id,
  DATETIME_TRUNC(o.ts, MONTH) AS x
FROM t o
-- trunc_month_of_date
SELECT
  o.id                   AS id,
  DATE_TRUNC(o.d, MONTH) AS x
FROM t o
-- add_month
SELECT
  o.id                                 AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 MONTH) AS x
FROM t o
-- add_month_to_date
SELECT
  o.id                              AS id,
  DATE_ADD(o.d, INTERVAL -13 MONTH) AS x
FROM t o
-- add_column_month_to_date
SELECT
  o.id                              AS id,
  DATE_ADD(o.d, INTERVAL o.n MONTH) AS x
FROM t o
-- diff_month
SELECT
  o.id                              AS id,
  DATETIME_DIFF(o.ts2, o.ts, MONTH) AS x
FROM t o
-- diff_month_of_dates
SELECT
  o.id                        AS id,
  DATE_DIFF(o.d2, o.d, MONTH) AS x
FROM t o
-- extract_week
SELECT
  o.id                       AS id,
  EXTRACT(ISOWEEK FROM o.ts) AS x
FROM t o
-- extract_week_of_date
SELECT
  o.id                      AS id,
  EXTRACT(ISOWEEK FROM o.d) AS x
FROM t o
-- trunc_week
SELECT
  o.id                          AS id,
  DATETIME_TRUNC(o.ts, ISOWEEK) AS x
FROM t o
-- trunc_week_of_date
SELECT
  o.id                     AS id,
  DATE_TRUNC(o.d, ISOWEEK) AS x
FROM t o
-- add_week
SELECT
  o.id                                AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 WEEK) AS x
FROM t o
-- add_week_to_date
SELECT
  o.id                             AS id,
  DATE_ADD(o.d, INTERVAL -13 WEEK) AS x
FROM t o
-- add_column_week_to_date
SELECT
  o.id                             AS id,
  DATE_ADD(o.d, INTERVAL o.n WEEK) AS x
FROM t o
-- diff_week
SELECT
  o.id                                AS id,
  DATETIME_DIFF(o.ts2, o.ts, ISOWEEK) AS x
FROM t o
-- diff_week_of_dates
SELECT
  o.id                          AS id,
  DATE_DIFF(o.d2, o.d, ISOWEEK) AS x
FROM t o
-- extract_day
SELECT
  o.id                   AS id,
  EXTRACT(DAY FROM o.ts) AS x
FROM t o
-- extract_day_of_date
SELECT
  o.id                  AS id,
  EXTRACT(DAY FROM o.d) AS x
FROM t o
-- trunc_day
SELECT
  o.id                      AS id,
  DATETIME_TRUNC(o.ts, DAY) AS x
FROM t o
-- trunc_day_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_day
SELECT
  o.id                               AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 DAY) AS x
FROM t o
-- add_day_to_date
SELECT
  o.id                            AS id,
  DATE_ADD(o.d, INTERVAL -13 DAY) AS x
FROM t o
-- add_column_day_to_date
SELECT
  o.id                            AS id,
  DATE_ADD(o.d, INTERVAL o.n DAY) AS x
FROM t o
-- diff_day
SELECT
  o.id                            AS id,
  DATETIME_DIFF(o.ts2, o.ts, DAY) AS x
FROM t o
-- diff_day_of_dates
SELECT
  o.id                      AS id,
  DATE_DIFF(o.d2, o.d, DAY) AS x
FROM t o
-- extract_hour
SELECT
  o.id                    AS id,
  EXTRACT(HOUR FROM o.ts) AS x
FROM t o
-- extract_hour_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_hour
SELECT
  o.id                       AS id,
  DATETIME_TRUNC(o.ts, HOUR) AS x
FROM t o
-- trunc_hour_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_hour
SELECT
  o.id                                AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 HOUR) AS x
FROM t o
-- add_hour_to_date
SELECT
  o.id                                                   AS id,
  DATETIME_ADD(CAST(o.d AS DATETIME), INTERVAL -13 HOUR) AS x
FROM t o
-- add_column_hour_to_date
SELECT
  o.id                                                   AS id,
  DATETIME_ADD(CAST(o.d AS DATETIME), INTERVAL o.n HOUR) AS x
FROM t o
-- diff_hour
SELECT
  o.id                             AS id,
  DATETIME_DIFF(o.ts2, o.ts, HOUR) AS x
FROM t o
-- diff_hour_of_dates
SELECT
  o.id AS id,
  DATETIME_DIFF(CAST(o.d2 AS DATETIME), CAST(o.d AS DATETIME), HOUR) AS x
FROM t o
-- extract_minute
SELECT
  o.id                      AS id,
  EXTRACT(MINUTE FROM o.ts) AS x
FROM t o
-- extract_minute_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_minute
SELECT
  o.id                         AS id,
  DATETIME_TRUNC(o.ts, MINUTE) AS x
FROM t o
-- trunc_minute_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_minute
SELECT
  o.id                                  AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 MINUTE) AS x
FROM t o
-- add_minute_to_date
SELECT
  o.id AS id,
  DATETIME_ADD(CAST(o.d AS DATETIME), INTERVAL -13 MINUTE) AS x
FROM t o
-- add_column_minute_to_date
SELECT
  o.id AS id,
  DATETIME_ADD(CAST(o.d AS DATETIME), INTERVAL o.n MINUTE) AS x
FROM t o
-- diff_minute
SELECT
  o.id                               AS id,
  DATETIME_DIFF(o.ts2, o.ts, MINUTE) AS x
FROM t o
-- diff_minute_of_dates
SELECT
  o.id AS id,
  DATETIME_DIFF(CAST(o.d2 AS DATETIME), CAST(o.d AS DATETIME), MINUTE) AS x
FROM t o
-- extract_second
SELECT
  o.id                      AS id,
  EXTRACT(SECOND FROM o.ts) AS x
FROM t o
-- extract_second_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_second
SELECT
  o.id                         AS id,
  DATETIME_TRUNC(o.ts, SECOND) AS x
FROM t o
-- trunc_second_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_second
SELECT
  o.id                                  AS id,
  DATETIME_ADD(o.ts, INTERVAL 1 SECOND) AS x
FROM t o
-- add_second_to_date
SELECT
  o.id AS id,
  DATETIME_ADD(CAST(o.d AS DATETIME), INTERVAL -13 SECOND) AS x
FROM t o
-- add_column_second_to_date
SELECT
  o.id AS id,
  DATETIME_ADD(CAST(o.d AS DATETIME), INTERVAL o.n SECOND) AS x
FROM t o
-- diff_second
SELECT
  o.id                               AS id,
  DATETIME_DIFF(o.ts2, o.ts, SECOND) AS x
FROM t o
-- diff_second_of_dates
SELECT
  o.id AS id,
  DATETIME_DIFF(CAST(o.d2 AS DATETIME), CAST(o.d AS DATETIME), SECOND) AS x
FROM t o
-- extract_dayofweek
SELECT
  o.id                         AS id,
  EXTRACT(DAYOFWEEK FROM o.ts) AS x
FROM t o
-- extract_dayofweek_of_date
SELECT
  o.id                        AS id,
  EXTRACT(DAYOFWEEK FROM o.d) AS x
FROM t o
-- extract_isodow
SELECT
  o.id                                         AS id,
  MOD(EXTRACT(DAYOFWEEK FROM o.ts) + 5, 7) + 1 AS x
FROM t o
-- extract_isodow_of_date
SELECT
  o.id                                        AS id,
  MOD(EXTRACT(DAYOFWEEK FROM o.d) + 5, 7) + 1 AS x
FROM t o
-- extract_dayofyear
SELECT
  o.id                         AS id,
  EXTRACT(DAYOFYEAR FROM o.ts) AS x
FROM t o
-- extract_dayofyear_of_date
SELECT
  o.id                        AS id,
  EXTRACT(DAYOFYEAR FROM o.d) AS x
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
  o.id                                                 AS id,
  AVG(CAST(o.n AS FLOAT64)) OVER (PARTITION BY o.flag) AS x
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
  STRING_AGG(o.txt, '|' ORDER BY o.txt)              AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_distinct
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(DISTINCT o.txt, '|' ORDER BY o.txt)     AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_descending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(o.txt, '|' ORDER BY o.amt IS NULL, o.amt DESC, o.id IS NULL, o.id DESC) AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_ascending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  STRING_AGG(o.txt, ';' ORDER BY o.n IS NULL, o.n, o.txt) AS x
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
  AVG(CAST(o.n AS FLOAT64))                          AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.big AS FLOAT64))                        AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.amt AS FLOAT64))                        AS x
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
