-- cast_num_txt_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(TRY_CAST(TRIM(o.num_txt) AS NUMBER(38, 0)) + 0.5) < 32768
      THEN TRY_CAST(TRIM(o.num_txt) AS NUMBER(38, 0))
  END AS x
FROM t o
-- cast_n_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.n + 0.5) < 32768 THEN CAST(o.n AS INTEGER) END AS x
FROM t o
-- cast_big_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big + 0.5) < 32768 THEN CAST(o.big AS INTEGER) END AS x
FROM t o
-- cast_amt_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt + 0.5) < 32768 THEN CAST(o.amt AS INTEGER) END AS x
FROM t o
-- cast_dbl_int16
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl + 0.5) < 32768 THEN CAST(o.dbl AS INTEGER) END AS x
FROM t o
-- cast_num_unk_int16
SELECT
  o.id AS id,
  CASE
    WHEN ABS(TRY_CAST(TRIM(CAST(o.num_unk AS VARCHAR)) AS NUMBER(38, 0)) + 0.5) < 32768
      THEN TRY_CAST(TRIM(CAST(o.num_unk AS VARCHAR)) AS NUMBER(38, 0))
  END AS x
FROM t o
-- cast_num_txt_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(TRY_CAST(TRIM(o.num_txt) AS NUMBER(38, 0)) + 0.5) < 2147483648
      THEN TRY_CAST(TRIM(o.num_txt) AS NUMBER(38, 0))
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
  CASE WHEN ABS(o.dbl + 0.5) < 2147483648 THEN CAST(o.dbl AS INTEGER) END AS x
FROM t o
-- cast_num_unk_int32
SELECT
  o.id AS id,
  CASE
    WHEN ABS(TRY_CAST(TRIM(CAST(o.num_unk AS VARCHAR)) AS NUMBER(38, 0)) + 0.5) < 2147483648
      THEN TRY_CAST(TRIM(CAST(o.num_unk AS VARCHAR)) AS NUMBER(38, 0))
  END AS x
FROM t o
-- cast_num_txt_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(TRY_CAST(TRIM(o.num_txt) AS NUMBER(38, 0)) + 0.5) < 9223372036854775808
      THEN TRY_CAST(TRIM(o.num_txt) AS NUMBER(38, 0))
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
  CASE WHEN ABS(o.dbl + 0.5) < 9223372036854775808 THEN CAST(o.dbl AS BIGINT) END AS x
FROM t o
-- cast_num_unk_int64
SELECT
  o.id AS id,
  CASE
    WHEN ABS(TRY_CAST(TRIM(CAST(o.num_unk AS VARCHAR)) AS NUMBER(38, 0)) + 0.5) < 9223372036854775808
      THEN TRY_CAST(TRIM(CAST(o.num_unk AS VARCHAR)) AS NUMBER(38, 0))
  END AS x
FROM t o
-- cast_num_txt_dec52
SELECT
  o.id                                AS id,
  TRY_CAST(o.num_txt AS NUMBER(5, 2)) AS x
FROM t o
-- cast_n_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.n) < 999.995 THEN CAST(o.n AS NUMBER(5, 2)) END AS x
FROM t o
-- cast_big_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 999.995 THEN CAST(o.big AS NUMBER(5, 2)) END AS x
FROM t o
-- cast_amt_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt) < 999.995 THEN CAST(o.amt AS NUMBER(5, 2)) END AS x
FROM t o
-- cast_dbl_dec52
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl) < 999.995 THEN CAST(o.dbl AS NUMBER(5, 2)) END AS x
FROM t o
-- cast_num_unk_dec52
SELECT
  o.id                                                 AS id,
  TRY_CAST(CAST(o.num_unk AS VARCHAR) AS NUMBER(5, 2)) AS x
FROM t o
-- cast_num_txt_dec102
SELECT
  o.id                                 AS id,
  TRY_CAST(o.num_txt AS NUMBER(10, 2)) AS x
FROM t o
-- cast_n_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(o.n) < 99999999.995 THEN CAST(o.n AS NUMBER(10, 2)) END AS x
FROM t o
-- cast_big_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 99999999.995 THEN CAST(o.big AS NUMBER(10, 2)) END AS x
FROM t o
-- cast_amt_dec102
SELECT
  o.id  AS id,
  o.amt AS x
FROM t o
-- cast_dbl_dec102
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl) < 99999999.995 THEN CAST(o.dbl AS NUMBER(10, 2)) END AS x
FROM t o
-- cast_num_unk_dec102
SELECT
  o.id                                                  AS id,
  TRY_CAST(CAST(o.num_unk AS VARCHAR) AS NUMBER(10, 2)) AS x
FROM t o
-- cast_num_txt_dec180
SELECT
  o.id                                 AS id,
  TRY_CAST(o.num_txt AS NUMBER(18, 0)) AS x
FROM t o
-- cast_n_dec180
SELECT
  o.id                       AS id,
  CAST(o.n AS NUMBER(18, 0)) AS x
FROM t o
-- cast_big_dec180
SELECT
  o.id AS id,
  CASE WHEN ABS(o.big) < 999999999999999999.5 THEN CAST(o.big AS NUMBER(18, 0)) END AS x
FROM t o
-- cast_amt_dec180
SELECT
  o.id AS id,
  CASE WHEN ABS(o.amt) < 999999999999999999.5 THEN CAST(o.amt AS NUMBER(18, 0)) END AS x
FROM t o
-- cast_dbl_dec180
SELECT
  o.id AS id,
  CASE WHEN ABS(o.dbl) < 999999999999999999.5 THEN CAST(o.dbl AS NUMBER(18, 0)) END AS x
FROM t o
-- cast_num_unk_dec180
SELECT
  o.id                                                  AS id,
  TRY_CAST(CAST(o.num_unk AS VARCHAR) AS NUMBER(18, 0)) AS x
FROM t o
-- cast_num_txt_double
SELECT
  o.id                          AS id,
  TRY_CAST(o.num_txt AS DOUBLE) AS x
FROM t o
-- cast_n_double
SELECT
  o.id                AS id,
  CAST(o.n AS DOUBLE) AS x
FROM t o
-- cast_big_double
SELECT
  o.id                  AS id,
  CAST(o.big AS DOUBLE) AS x
FROM t o
-- cast_amt_double
SELECT
  o.id                  AS id,
  CAST(o.amt AS DOUBLE) AS x
FROM t o
-- cast_dbl_double
SELECT
  o.id  AS id,
  o.dbl AS x
FROM t o
-- cast_num_unk_double
SELECT
  o.id                                           AS id,
  TRY_CAST(CAST(o.num_unk AS VARCHAR) AS DOUBLE) AS x
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
    WHEN LOWER(CAST(o.num_unk AS VARCHAR)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(CAST(o.num_unk AS VARCHAR)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_num_txt_text
SELECT
  o.id      AS id,
  o.num_txt AS x
FROM t o
-- cast_n_text
SELECT
  o.id                 AS id,
  CAST(o.n AS VARCHAR) AS x
FROM t o
-- cast_big_text
SELECT
  o.id                   AS id,
  CAST(o.big AS VARCHAR) AS x
FROM t o
-- cast_amt_text
SELECT
  o.id                   AS id,
  CAST(o.amt AS VARCHAR) AS x
FROM t o
-- cast_dbl_text
SELECT
  o.id                   AS id,
  CAST(o.dbl AS VARCHAR) AS x
FROM t o
-- cast_dt_txt_date
SELECT
  o.id AS id,
  TRY_TO_DATE(
    REGEXP_SUBSTR(
      o.dt_txt,
      '^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?)?$',
      1,
      1,
      'e',
      1
    ),
    'YYYY-MM-DD'
  ) AS x
FROM t o
-- cast_dt_txt_ts
SELECT
  o.id AS id,
  TRY_TO_TIMESTAMP_NTZ(
    REGEXP_SUBSTR(
      o.dt_txt,
      '^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?)?$'
    )
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
  TRY_TO_DATE(
    REGEXP_SUBSTR(
      CAST(o.dt_unk AS VARCHAR),
      '^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?)?$',
      1,
      1,
      'e',
      1
    ),
    'YYYY-MM-DD'
  ) AS x
FROM t o
-- cast_dt_unk_ts
SELECT
  o.id AS id,
  TRY_TO_TIMESTAMP_NTZ(
    REGEXP_SUBSTR(
      CAST(o.dt_unk AS VARCHAR),
      '^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?)?$'
    )
  ) AS x
FROM t o
-- cast_dt_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.dt_unk AS VARCHAR)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE
    WHEN LOWER(CAST(o.dt_unk AS VARCHAR)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE
  END AS x
FROM t o
-- cast_bool_txt_date
SELECT
  o.id AS id,
  TRY_TO_DATE(
    REGEXP_SUBSTR(
      o.bool_txt,
      '^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?)?$',
      1,
      1,
      'e',
      1
    ),
    'YYYY-MM-DD'
  ) AS x
FROM t o
-- cast_bool_txt_ts
SELECT
  o.id AS id,
  TRY_TO_TIMESTAMP_NTZ(
    REGEXP_SUBSTR(
      o.bool_txt,
      '^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?)?$'
    )
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
  o.id                       AS id,
  CAST(o.d AS TIMESTAMP_NTZ) AS x
FROM t o
-- cast_ts_d
SELECT
  o.id               AS id,
  CAST(o.ts AS DATE) AS x
FROM t o
-- div_int
SELECT
  o.id                                   AS id,
  CAST(o.n AS DOUBLE) / NULLIF(o.big, 0) AS x
FROM t o
-- div_number
SELECT
  o.id                      AS id,
  CAST(o.amt AS DOUBLE) / 3 AS x
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
  CAST(o.amt AS VARCHAR) || '/' || CAST(o.dbl AS VARCHAR) AS x
FROM t o
-- concat
SELECT
  o.id AS id,
  COALESCE(o.txt, '') || '''x\\y\n?$ä' || COALESCE(o.sep, '') AS x
FROM t o
-- like
SELECT
  o.id            AS id,
  o.txt LIKE 'a%' AS x
FROM t o
-- not_like
SELECT
  o.id                                AS id,
  o.txt NOT LIKE '_l%\\%' ESCAPE '\\' AS x
FROM t o
-- like_column
SELECT
  o.id                         AS id,
  o.txt LIKE o.pat ESCAPE '\\' AS x
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
  o.id                               AS id,
  CAST(o.d AS TIMESTAMP_NTZ) <= o.ts AS x
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
  o.id                                         AS id,
  CAST('2026-02-03 04:05:06' AS TIMESTAMP_NTZ) AS x
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
  INITCAP(o.txt, ' \t\n\r!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~') AS x
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
  o.id       AS id,
  MD5(o.txt) AS x
FROM t o
-- sha256
SELECT
  o.id             AS id,
  SHA2(o.txt, 256) AS x
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
  o.id                   AS id,
  SUBSTRING(o.txt, 1, 0) AS x
FROM t o
-- substring_from_-2
SELECT
  o.id  AS id,
  o.txt AS x
FROM t o
-- substring_0
SELECT
  o.id                   AS id,
  SUBSTRING(o.txt, 1, 2) AS x
FROM t o
-- substring_from_0
SELECT
  o.id  AS id,
  o.txt AS x
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
  CASE
    WHEN o.n < 1 THEN SUBSTRING(o.txt, 1, CASE WHEN o.n + o.id - 1 < 0 THEN 0 ELSE o.n + o.id - 1 END)
    ELSE SUBSTRING(o.txt, o.n, CASE WHEN o.id < 0 THEN 0 ELSE o.id END)
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
  o.id                AS id,
  RPAD(o.txt, 6, ' ') AS x
FROM t o
-- lpad_number
SELECT
  o.id                               AS id,
  LPAD(CAST(o.n AS VARCHAR), 5, '0') AS x
FROM t o
-- position
SELECT
  o.id                 AS id,
  POSITION('l', o.txt) AS x
FROM t o
-- regexp_replace
SELECT
  o.id                                           AS id,
  REGEXP_REPLACE(o.txt, '([aeiou])\\w', '<\\1>') AS x
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
  o.id            AS id,
  ROUND(o.dbl, 2) AS x
FROM t o
-- round_whole
SELECT
  o.id         AS id,
  ROUND(o.dbl) AS x
FROM t o
-- round_quotient
SELECT
  o.id                                AS id,
  ROUND(CAST(o.amt AS DOUBLE) / 7, 2) AS x
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
  o.id                                          AS id,
  POWER(CAST(o.n AS DOUBLE), CAST(2 AS DOUBLE)) AS x
FROM t o
-- sqrt
SELECT
  o.id AS id,
  SQRT(CASE WHEN o.amt >= 0 THEN CAST(o.amt AS DOUBLE) END) AS x
FROM t o
-- greatest
SELECT
  o.id                                 AS id,
  GREATEST_IGNORE_NULLS(o.n, o.big, 2) AS x
FROM t o
-- least_text
SELECT
  o.id                             AS id,
  LEAST_IGNORE_NULLS(o.txt, o.sep) AS x
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
  TRY_TO_DATE(REGEXP_SUBSTR(o.dt_txt, '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'), 'YYYY-MM-DD') AS x
FROM t o
-- to_timestamp
SELECT
  o.id AS id,
  TRY_TO_TIMESTAMP_NTZ(
    REGEXP_SUBSTR(o.dt_txt, '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) [0-9]{2}:[0-9]{2}:[0-9]{2}$'),
    'YYYY-MM-DD HH24:MI:SS'
  ) AS x
FROM t o
-- to_date_german
SELECT
  o.id AS id,
  TRY_TO_DATE(
    REGEXP_SUBSTR(o.de_txt, '^(0[1-9]|[12][0-9]|3[01])\\.(0[1-9]|1[0-2])\\.[0-9]{4}$'),
    'DD.MM.YYYY'
  ) AS x
FROM t o
-- to_date_month
SELECT
  o.id AS id,
  TRY_TO_DATE(REGEXP_SUBSTR(o.mon_txt, '^(0[1-9]|[12][0-9]|3[01])-[A-Za-z]{3}-[0-9]{4}$'), 'DD-MON-YYYY') AS x
FROM t o
-- to_date_century
SELECT
  o.id AS id,
  TRY_TO_DATE(REGEXP_SUBSTR(o.yy_txt, '^(0[1-9]|[12][0-9]|3[01])\\/(0[1-9]|1[0-2])\\/[0-9]{2}$'), 'DD/MM/YY') AS x
FROM t o
-- to_date_digits
SELECT
  o.id AS id,
  TRY_TO_DATE(REGEXP_SUBSTR(o.ymd_txt, '^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$'), 'YYYYMMDD') AS x
FROM t o
-- to_timestamp_german
SELECT
  o.id AS id,
  TRY_TO_TIMESTAMP_NTZ(
    REGEXP_SUBSTR(o.dets_txt, '^(0[1-9]|[12][0-9]|3[01])\\.(0[1-9]|1[0-2])\\.[0-9]{4} [0-9]{2}:[0-9]{2}$'),
    'DD.MM.YYYY HH24:MI'
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
  o.id         AS id,
  CURRENT_DATE AS x
FROM t o
-- now
SELECT
  o.id                                     AS id,
  CAST(CURRENT_TIMESTAMP AS TIMESTAMP_NTZ) AS x
FROM t o
-- to_char_ms
SELECT
  o.id                 AS id,
  TO_CHAR(o.ts, 'FF3') AS x
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
  o.id AS id,
  UPPER(TO_CHAR(o.ts, 'MON'))
    || TO_CHAR(o.ts, ' MMMM ')
    || UPPER(TO_CHAR(o.ts, 'DY'))
    || ' '
    || CASE
      WHEN DAYOFWEEKISO(o.ts) = 1 THEN 'Monday'
      WHEN DAYOFWEEKISO(o.ts) = 2 THEN 'Tuesday'
      WHEN DAYOFWEEKISO(o.ts) = 3 THEN 'Wednesday'
      WHEN DAYOFWEEKISO(o.ts) = 4 THEN 'Thursday'
      WHEN DAYOFWEEKISO(o.ts) = 5 THEN 'Friday'
      WHEN DAYOFWEEKISO(o.ts) = 6 THEN 'Saturday'
      WHEN DAYOFWEEKISO(o.ts) = 7 THEN 'Sunday'
    END AS x
FROM t o
-- to_char_names_of_date
SELECT
  o.id AS id,
  UPPER(TO_CHAR(o.d, 'MON'))
    || TO_CHAR(o.d, ' MMMM ')
    || UPPER(TO_CHAR(o.d, 'DY'))
    || ' '
    || CASE
      WHEN DAYOFWEEKISO(o.d) = 1 THEN 'Monday'
      WHEN DAYOFWEEKISO(o.d) = 2 THEN 'Tuesday'
      WHEN DAYOFWEEKISO(o.d) = 3 THEN 'Wednesday'
      WHEN DAYOFWEEKISO(o.d) = 4 THEN 'Thursday'
      WHEN DAYOFWEEKISO(o.d) = 5 THEN 'Friday'
      WHEN DAYOFWEEKISO(o.d) = 6 THEN 'Saturday'
      WHEN DAYOFWEEKISO(o.d) = 7 THEN 'Sunday'
    END AS x
FROM t o
-- to_char_quarter
SELECT
  o.id                           AS id,
  CAST(QUARTER(o.ts) AS VARCHAR) AS x
FROM t o
-- to_char_quarter_of_date
SELECT
  o.id                          AS id,
  CAST(QUARTER(o.d) AS VARCHAR) AS x
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
  o.id       AS id,
  YEAR(o.ts) AS x
FROM t o
-- extract_year_of_date
SELECT
  o.id      AS id,
  YEAR(o.d) AS x
FROM t o
-- trunc_year
SELECT
  o.id                     AS id,
  DATE_TRUNC('YEAR', o.ts) AS x
FROM t o
-- trunc_year_of_date
SELECT
  o.id                    AS id,
  DATE_TRUNC('YEAR', o.d) AS x
FROM t o
-- add_year
SELECT
  o.id                   AS id,
  DATEADD(YEAR, 1, o.ts) AS x
FROM t o
-- add_year_to_date
SELECT
  o.id                    AS id,
  DATEADD(YEAR, -13, o.d) AS x
FROM t o
-- add_column_year_to_date
SELECT
  o.id                    AS id,
  DATEADD(YEAR, o.n, o.d) AS x
FROM t o
-- diff_year
SELECT
  o.id                        AS id,
  DATEDIFF(YEAR, o.ts, o.ts2) AS x
FROM t o
-- diff_year_of_dates
SELECT
  o.id                      AS id,
  DATEDIFF(YEAR, o.d, o.d2) AS x
FROM t o
-- extract_quarter
SELECT
  o.id          AS id,
  QUARTER(o.ts) AS x
FROM t o
-- extract_quarter_of_date
SELECT
  o.id         AS id,
  QUARTER(o.d) AS x
FROM t o
-- trunc_quarter
SELECT
  o.id                        AS id,
  DATE_TRUNC('QUARTER', o.ts) AS x
FROM t o
-- trunc_quarter_of_date
SELECT
  o.id                       AS id,
  DATE_TRUNC('QUARTER', o.d) AS x
FROM t o
-- add_quarter
SELECT
  o.id                      AS id,
  DATEADD(QUARTER, 1, o.ts) AS x
FROM t o
-- add_quarter_to_date
SELECT
  o.id                       AS id,
  DATEADD(QUARTER, -13, o.d) AS x
FROM t o
-- add_column_quarter_to_date
SELECT
  o.id                       AS id,
  DATEADD(QUARTER, o.n, o.d) AS x
FROM t o
-- diff_quarter
SELECT
  o.id                           AS id,
  DATEDIFF(QUARTER, o.ts, o.ts2) AS x
FROM t o
-- diff_quarter_of_dates
SELECT
  o.id                         AS id,
  DATEDIFF(QUARTER, o.d, o.d2) AS x
FROM t o
-- extract_month
SELECT
  o.id        AS id,
  MONTH(o.ts) AS x
FROM t o
-- extract_month_of_date
SELECT
  o.id       AS id,
  MONTH(o.d) AS x
FROM t o
-- trunc_month
SELECT
  o.id                      AS id,
  DATE_TRUNC('MONTH', o.ts) AS x
FROM t o
-- trunc_month_of_date
SELECT
  o.id                     AS id,
  DATE_TRUNC('MONTH', o.d) AS x
FROM t o
-- add_month
SELECT
  o.id                    AS id,
  DATEADD(MONTH, 1, o.ts) AS x
FROM t o
-- add_month_to_date
SELECT
  o.id                     AS id,
  DATEADD(MONTH, -13, o.d) AS x
FROM t o
-- add_column_month_to_date
SELECT
  o.id                     AS id,
  DATEADD(MONTH, o.n, o.d) AS x
FROM t o
-- diff_month
SELECT
  o.id                         AS id,
  DATEDIFF(MONTH, o.ts, o.ts2) AS x
FROM t o
-- diff_month_of_dates
SELECT
  o.id                       AS id,
  DATEDIFF(MONTH, o.d, o.d2) AS x
FROM t o
-- extract_week
SELECT
  o.id          AS id,
  WEEKISO(o.ts) AS x
FROM t o
-- extract_week_of_date
SELECT
  o.id         AS id,
  WEEKISO(o.d) AS x
FROM t o
-- trunc_week
SELECT
  o.id AS id,
  DATEADD(DAY, 1 - DAYOFWEEKISO(o.ts), DATE_TRUNC('DAY', o.ts)) AS x
FROM t o
-- trunc_week_of_date
SELECT
  o.id AS id,
  DATEADD(DAY, 1 - DAYOFWEEKISO(o.d), DATE_TRUNC('DAY', o.d)) AS x
FROM t o
-- add_week
SELECT
  o.id                   AS id,
  DATEADD(WEEK, 1, o.ts) AS x
FROM t o
-- add_week_to_date
SELECT
  o.id                    AS id,
  DATEADD(WEEK, -13, o.d) AS x
FROM t o
-- add_column_week_to_date
SELECT
  o.id                    AS id,
  DATEADD(WEEK, o.n, o.d) AS x
FROM t o
-- diff_week
SELECT
  o.id AS id,
  CAST(
    DATEDIFF(DAY, DATEADD(DAY, 1 - DAYOFWEEKISO(o.ts), DATE_TRUNC('DAY', o.ts)), DATEADD(DAY, 1 - DAYOFWEEKISO(o.ts2), DATE_TRUNC('DAY', o.ts2))) / 7
    AS INTEGER
  ) AS x
FROM t o
-- diff_week_of_dates
SELECT
  o.id AS id,
  CAST(
    DATEDIFF(DAY, DATEADD(DAY, 1 - DAYOFWEEKISO(o.d), DATE_TRUNC('DAY', o.d)), DATEADD(DAY, 1 - DAYOFWEEKISO(o.d2), DATE_TRUNC('DAY', o.d2))) / 7
    AS INTEGER
  ) AS x
FROM t o
-- extract_day
SELECT
  o.id      AS id,
  DAY(o.ts) AS x
FROM t o
-- extract_day_of_date
SELECT
  o.id     AS id,
  DAY(o.d) AS x
FROM t o
-- trunc_day
SELECT
  o.id                    AS id,
  DATE_TRUNC('DAY', o.ts) AS x
FROM t o
-- trunc_day_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_day
SELECT
  o.id                  AS id,
  DATEADD(DAY, 1, o.ts) AS x
FROM t o
-- add_day_to_date
SELECT
  o.id                   AS id,
  DATEADD(DAY, -13, o.d) AS x
FROM t o
-- add_column_day_to_date
SELECT
  o.id                   AS id,
  DATEADD(DAY, o.n, o.d) AS x
FROM t o
-- diff_day
SELECT
  o.id                       AS id,
  DATEDIFF(DAY, o.ts, o.ts2) AS x
FROM t o
-- diff_day_of_dates
SELECT
  o.id                     AS id,
  DATEDIFF(DAY, o.d, o.d2) AS x
FROM t o
-- extract_hour
SELECT
  o.id       AS id,
  HOUR(o.ts) AS x
FROM t o
-- extract_hour_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_hour
SELECT
  o.id                     AS id,
  DATE_TRUNC('HOUR', o.ts) AS x
FROM t o
-- trunc_hour_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_hour
SELECT
  o.id                   AS id,
  DATEADD(HOUR, 1, o.ts) AS x
FROM t o
-- add_hour_to_date
SELECT
  o.id                    AS id,
  DATEADD(HOUR, -13, o.d) AS x
FROM t o
-- add_column_hour_to_date
SELECT
  o.id                    AS id,
  DATEADD(HOUR, o.n, o.d) AS x
FROM t o
-- diff_hour
SELECT
  o.id                        AS id,
  DATEDIFF(HOUR, o.ts, o.ts2) AS x
FROM t o
-- diff_hour_of_dates
SELECT
  o.id                      AS id,
  DATEDIFF(HOUR, o.d, o.d2) AS x
FROM t o
-- extract_minute
SELECT
  o.id         AS id,
  MINUTE(o.ts) AS x
FROM t o
-- extract_minute_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_minute
SELECT
  o.id                       AS id,
  DATE_TRUNC('MINUTE', o.ts) AS x
FROM t o
-- trunc_minute_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_minute
SELECT
  o.id                     AS id,
  DATEADD(MINUTE, 1, o.ts) AS x
FROM t o
-- add_minute_to_date
SELECT
  o.id                      AS id,
  DATEADD(MINUTE, -13, o.d) AS x
FROM t o
-- add_column_minute_to_date
SELECT
  o.id                      AS id,
  DATEADD(MINUTE, o.n, o.d) AS x
FROM t o
-- diff_minute
SELECT
  o.id                          AS id,
  DATEDIFF(MINUTE, o.ts, o.ts2) AS x
FROM t o
-- diff_minute_of_dates
SELECT
  o.id                        AS id,
  DATEDIFF(MINUTE, o.d, o.d2) AS x
FROM t o
-- extract_second
SELECT
  o.id         AS id,
  SECOND(o.ts) AS x
FROM t o
-- extract_second_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_second
SELECT
  o.id                       AS id,
  DATE_TRUNC('SECOND', o.ts) AS x
FROM t o
-- trunc_second_of_date
SELECT
  o.id AS id,
  o.d  AS x
FROM t o
-- add_second
SELECT
  o.id                     AS id,
  DATEADD(SECOND, 1, o.ts) AS x
FROM t o
-- add_second_to_date
SELECT
  o.id                      AS id,
  DATEADD(SECOND, -13, o.d) AS x
FROM t o
-- add_column_second_to_date
SELECT
  o.id                      AS id,
  DATEADD(SECOND, o.n, o.d) AS x
FROM t o
-- diff_second
SELECT
  o.id                          AS id,
  DATEDIFF(SECOND, o.ts, o.ts2) AS x
FROM t o
-- diff_second_of_dates
SELECT
  o.id                        AS id,
  DATEDIFF(SECOND, o.d, o.d2) AS x
FROM t o
-- extract_dayofweek
SELECT
  o.id                           AS id,
  MOD(DAYOFWEEKISO(o.ts), 7) + 1 AS x
FROM t o
-- extract_dayofweek_of_date
SELECT
  o.id                          AS id,
  MOD(DAYOFWEEKISO(o.d), 7) + 1 AS x
FROM t o
-- extract_isodow
SELECT
  o.id               AS id,
  DAYOFWEEKISO(o.ts) AS x
FROM t o
-- extract_isodow_of_date
SELECT
  o.id              AS id,
  DAYOFWEEKISO(o.d) AS x
FROM t o
-- extract_dayofyear
SELECT
  o.id            AS id,
  DAYOFYEAR(o.ts) AS x
FROM t o
-- extract_dayofyear_of_date
SELECT
  o.id           AS id,
  DAYOFYEAR(o.d) AS x
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
  o.id                                                AS id,
  AVG(CAST(o.n AS DOUBLE)) OVER (PARTITION BY o.flag) AS x
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
  CASE WHEN COUNT(o.txt) > 0 THEN LISTAGG(o.txt, '|') WITHIN GROUP (ORDER BY o.txt NULLS LAST) END AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_distinct
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  CASE WHEN COUNT(o.txt) > 0 THEN LISTAGG(DISTINCT o.txt, '|') WITHIN GROUP (ORDER BY o.txt NULLS LAST) END AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_descending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  CASE
    WHEN COUNT(o.txt) > 0
      THEN LISTAGG(o.txt, '|') WITHIN GROUP (ORDER BY o.amt DESC NULLS LAST, o.id DESC NULLS LAST)
  END AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- string_agg_ascending
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  CASE
    WHEN COUNT(o.txt) > 0 THEN LISTAGG(o.txt, ';') WITHIN GROUP (ORDER BY o.n NULLS LAST, o.txt NULLS LAST)
  END AS x
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
  AVG(CAST(o.n AS DOUBLE))                           AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_big
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.big AS DOUBLE))                         AS x
FROM t o
GROUP BY CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END
-- avg_amt
SELECT
  CASE WHEN o.flag THEN 1 WHEN NOT o.flag THEN 0 END AS flag,
  AVG(CAST(o.amt AS DOUBLE))                         AS x
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
