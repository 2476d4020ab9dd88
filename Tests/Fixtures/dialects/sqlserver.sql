-- cast_num_txt_int16
SELECT
  o.id AS id,
  TRY_CAST(
    COALESCE(
      TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS DECIMAL(38, 0)),
      TRY_CAST(TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS DECIMAL(38, 0))
    )
    AS SMALLINT
  ) AS x
FROM t o
-- cast_n_int16
SELECT
  o.id                      AS id,
  TRY_CAST(o.n AS SMALLINT) AS x
FROM t o
-- cast_big_int16
SELECT
  o.id                        AS id,
  TRY_CAST(o.big AS SMALLINT) AS x
FROM t o
-- cast_amt_int16
SELECT
  o.id                                  AS id,
  TRY_CAST(ROUND(o.amt, 0) AS SMALLINT) AS x
FROM t o
-- cast_dbl_int16
SELECT
  o.id                                  AS id,
  TRY_CAST(ROUND(o.dbl, 0) AS SMALLINT) AS x
FROM t o
-- cast_num_unk_int16
SELECT
  o.id AS id,
  TRY_CAST(
    COALESCE(
      TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS DECIMAL(38, 0)),
      TRY_CAST(TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS DECIMAL(38, 0))
    )
    AS SMALLINT
  ) AS x
FROM t o
-- cast_num_txt_int32
SELECT
  o.id AS id,
  TRY_CAST(
    COALESCE(
      TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS DECIMAL(38, 0)),
      TRY_CAST(TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS DECIMAL(38, 0))
    )
    AS INT
  ) AS x
FROM t o
-- cast_n_int32
SELECT
  o.id AS id,
  o.n  AS x
FROM t o
-- cast_big_int32
SELECT
  o.id                   AS id,
  TRY_CAST(o.big AS INT) AS x
FROM t o
-- cast_amt_int32
SELECT
  o.id                             AS id,
  TRY_CAST(ROUND(o.amt, 0) AS INT) AS x
FROM t o
-- cast_dbl_int32
SELECT
  o.id                             AS id,
  TRY_CAST(ROUND(o.dbl, 0) AS INT) AS x
FROM t o
-- cast_num_unk_int32
SELECT
  o.id AS id,
  TRY_CAST(
    COALESCE(
      TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS DECIMAL(38, 0)),
      TRY_CAST(TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS DECIMAL(38, 0))
    )
    AS INT
  ) AS x
FROM t o
-- cast_num_txt_int64
SELECT
  o.id AS id,
  TRY_CAST(
    COALESCE(
      TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS DECIMAL(38, 0)),
      TRY_CAST(TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS DECIMAL(38, 0))
    )
    AS BIGINT
  ) AS x
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
  o.id                                AS id,
  TRY_CAST(ROUND(o.amt, 0) AS BIGINT) AS x
FROM t o
-- cast_dbl_int64
SELECT
  o.id                                AS id,
  TRY_CAST(ROUND(o.dbl, 0) AS BIGINT) AS x
FROM t o
-- cast_num_unk_int64
SELECT
  o.id AS id,
  TRY_CAST(
    COALESCE(
      TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS DECIMAL(38, 0)),
      TRY_CAST(TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS DECIMAL(38, 0))
    )
    AS BIGINT
  ) AS x
FROM t o
-- cast_num_txt_dec52
SELECT
  o.id AS id,
  COALESCE(
    TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS DECIMAL(5, 2)),
    TRY_CAST(TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS DECIMAL(5, 2))
  ) AS x
FROM t o
-- cast_n_dec52
SELECT
  o.id                           AS id,
  TRY_CAST(o.n AS DECIMAL(5, 2)) AS x
FROM t o
-- cast_big_dec52
SELECT
  o.id                             AS id,
  TRY_CAST(o.big AS DECIMAL(5, 2)) AS x
FROM t o
-- cast_amt_dec52
SELECT
  o.id                             AS id,
  TRY_CAST(o.amt AS DECIMAL(5, 2)) AS x
FROM t o
-- cast_dbl_dec52
SELECT
  o.id                             AS id,
  TRY_CAST(o.dbl AS DECIMAL(5, 2)) AS x
FROM t o
-- cast_num_unk_dec52
SELECT
  o.id AS id,
  COALESCE(
    TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS DECIMAL(5, 2)),
    TRY_CAST(TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS DECIMAL(5, 2))
  ) AS x
FROM t o
-- cast_num_txt_dec102
SELECT
  o.id AS id,
  COALESCE(
    TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS DECIMAL(10, 2)),
    TRY_CAST(TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS DECIMAL(10, 2))
  ) AS x
FROM t o
-- cast_n_dec102
SELECT
  o.id                            AS id,
  TRY_CAST(o.n AS DECIMAL(10, 2)) AS x
FROM t o
-- cast_big_dec102
SELECT
  o.id                              AS id,
  TRY_CAST(o.big AS DECIMAL(10, 2)) AS x
FROM t o
-- cast_amt_dec102
SELECT
  o.id  AS id,
  o.amt AS x
FROM t o
-- cast_dbl_dec102
SELECT
  o.id                              AS id,
  TRY_CAST(o.dbl AS DECIMAL(10, 2)) AS x
FROM t o
-- cast_num_unk_dec102
SELECT
  o.id AS id,
  COALESCE(
    TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS DECIMAL(10, 2)),
    TRY_CAST(TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS DECIMAL(10, 2))
  ) AS x
FROM t o
-- cast_num_txt_dec180
SELECT
  o.id AS id,
  COALESCE(
    TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS DECIMAL(18, 0)),
    TRY_CAST(TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS DECIMAL(18, 0))
  ) AS x
FROM t o
-- cast_n_dec180
SELECT
  o.id                        AS id,
  CAST(o.n AS DECIMAL(18, 0)) AS x
FROM t o
-- cast_big_dec180
SELECT
  o.id                              AS id,
  TRY_CAST(o.big AS DECIMAL(18, 0)) AS x
FROM t o
-- cast_amt_dec180
SELECT
  o.id                              AS id,
  TRY_CAST(o.amt AS DECIMAL(18, 0)) AS x
FROM t o
-- cast_dbl_dec180
SELECT
  o.id                              AS id,
  TRY_CAST(o.dbl AS DECIMAL(18, 0)) AS x
FROM t o
-- cast_num_unk_dec180
SELECT
  o.id AS id,
  COALESCE(
    TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS DECIMAL(18, 0)),
    TRY_CAST(TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS DECIMAL(18, 0))
  ) AS x
FROM t o
-- cast_num_txt_double
SELECT
  o.id                                           AS id,
  TRY_CAST(NULLIF(TRIM(o.num_txt), '') AS FLOAT) AS x
FROM t o
-- cast_n_double
SELECT
  o.id               AS id,
  CAST(o.n AS FLOAT) AS x
FROM t o
-- cast_big_double
SELECT
  o.id                 AS id,
  CAST(o.big AS FLOAT) AS x
FROM t o
-- cast_amt_double
SELECT
  o.id                 AS id,
  CAST(o.amt AS FLOAT) AS x
FROM t o
-- cast_dbl_double
SELECT
  o.id  AS id,
  o.dbl AS x
FROM t o
-- cast_num_unk_double
SELECT
  o.id AS id,
  TRY_CAST(NULLIF(TRIM(CAST(o.num_unk AS NVARCHAR(MAX))), '') AS FLOAT) AS x
FROM t o
-- cast_num_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.num_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN CAST(1 AS BIT)
    WHEN LOWER(o.num_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN CAST(0 AS BIT)
  END AS x
FROM t o
-- cast_n_bool
SELECT
  o.id AS id,
  CAST(CASE WHEN o.n <> 0 THEN 1 WHEN NOT (o.n <> 0) THEN 0 END AS BIT) AS x
FROM t o
-- cast_big_bool
SELECT
  o.id AS id,
  CAST(CASE WHEN o.big <> 0 THEN 1 WHEN NOT (o.big <> 0) THEN 0 END AS BIT) AS x
FROM t o
-- cast_amt_bool
SELECT
  o.id AS id,
  CAST(CASE WHEN o.amt <> 0 THEN 1 WHEN NOT (o.amt <> 0) THEN 0 END AS BIT) AS x
FROM t o
-- cast_dbl_bool
SELECT
  o.id AS id,
  CAST(CASE WHEN o.dbl <> 0 THEN 1 WHEN NOT (o.dbl <> 0) THEN 0 END AS BIT) AS x
FROM t o
-- cast_num_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.num_unk AS NVARCHAR(MAX))) IN ('true', 't', 'yes', 'y', 'on', '1') THEN CAST(1 AS BIT)
    WHEN LOWER(CAST(o.num_unk AS NVARCHAR(MAX))) IN ('false', 'f', 'no', 'n', 'off', '0') THEN CAST(0 AS BIT)
  END AS x
FROM t o
-- cast_num_txt_text
SELECT
  o.id      AS id,
  o.num_txt AS x
FROM t o
-- cast_n_text
SELECT
  o.id                       AS id,
  CAST(o.n AS NVARCHAR(MAX)) AS x
FROM t o
-- cast_big_text
SELECT
  o.id                         AS id,
  CAST(o.big AS NVARCHAR(MAX)) AS x
FROM t o
-- cast_amt_text
SELECT
  o.id                         AS id,
  CAST(o.amt AS NVARCHAR(MAX)) AS x
FROM t o
-- cast_dbl_text
SELECT
  o.id                        AS id,
  FORMAT(o.dbl, 'R', 'en-US') AS x
FROM t o
-- cast_dt_txt_date
SELECT
  o.id AS id,
  CASE
    WHEN o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      OR o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
      OR o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]%'
      THEN TRY_CONVERT(DATE, LEFT(o.dt_txt, 10), 23)
  END AS x
FROM t o
-- cast_dt_txt_ts
SELECT
  o.id AS id,
  CASE
    WHEN o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      OR o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
      OR o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]%'
      THEN TRY_CONVERT(DATETIME2, REPLACE(o.dt_txt, ' ', 'T'), 126)
  END AS x
FROM t o
-- cast_dt_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.dt_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN CAST(1 AS BIT)
    WHEN LOWER(o.dt_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN CAST(0 AS BIT)
  END AS x
FROM t o
-- cast_dt_unk_date
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.dt_unk AS NVARCHAR(MAX)) LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      OR CAST(o.dt_unk AS NVARCHAR(MAX))
        LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
      OR CAST(o.dt_unk AS NVARCHAR(MAX))
        LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]%'
      THEN TRY_CONVERT(DATE, LEFT(CAST(o.dt_unk AS NVARCHAR(MAX)), 10), 23)
  END AS x
FROM t o
-- cast_dt_unk_ts
SELECT
  o.id AS id,
  CASE
    WHEN CAST(o.dt_unk AS NVARCHAR(MAX)) LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      OR CAST(o.dt_unk AS NVARCHAR(MAX))
        LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
      OR CAST(o.dt_unk AS NVARCHAR(MAX))
        LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]%'
      THEN TRY_CONVERT(DATETIME2, REPLACE(CAST(o.dt_unk AS NVARCHAR(MAX)), ' ', 'T'), 126)
  END AS x
FROM t o
-- cast_dt_unk_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(CAST(o.dt_unk AS NVARCHAR(MAX))) IN ('true', 't', 'yes', 'y', 'on', '1') THEN CAST(1 AS BIT)
    WHEN LOWER(CAST(o.dt_unk AS NVARCHAR(MAX))) IN ('false', 'f', 'no', 'n', 'off', '0') THEN CAST(0 AS BIT)
  END AS x
FROM t o
-- cast_bool_txt_date
SELECT
  o.id AS id,
  CASE
    WHEN o.bool_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      OR o.bool_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
      OR o.bool_txt
        LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]%'
      THEN TRY_CONVERT(DATE, LEFT(o.bool_txt, 10), 23)
  END AS x
FROM t o
-- cast_bool_txt_ts
SELECT
  o.id AS id,
  CASE
    WHEN o.bool_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      OR o.bool_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
      OR o.bool_txt
        LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]%'
      THEN TRY_CONVERT(DATETIME2, REPLACE(o.bool_txt, ' ', 'T'), 126)
  END AS x
FROM t o
-- cast_bool_txt_bool
SELECT
  o.id AS id,
  CASE
    WHEN LOWER(o.bool_txt) IN ('true', 't', 'yes', 'y', 'on', '1') THEN CAST(1 AS BIT)
    WHEN LOWER(o.bool_txt) IN ('false', 'f', 'no', 'n', 'off', '0') THEN CAST(0 AS BIT)
  END AS x
FROM t o
-- cast_d_text
SELECT
  o.id                        AS id,
  CONVERT(NCHAR(10), o.d, 23) AS x
FROM t o
-- cast_ts_text
SELECT
  o.id                                                AS id,
  CONVERT(NCHAR(19), CAST(o.ts AS DATETIME2(0)), 120) AS x
FROM t o
-- cast_flag_text
SELECT
  o.id AS id,
  CASE WHEN o.flag = 1 THEN 'true' WHEN NOT (o.flag = 1) THEN 'false' END AS x
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
  o.id AS id,
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS x
FROM t o
-- cast_d_ts
SELECT
  o.id                   AS id,
  CAST(o.d AS DATETIME2) AS x
FROM t o
-- cast_ts_d
SELECT
  o.id               AS id,
  CAST(o.ts AS DATE) AS x
FROM t o
-- div_int
SELECT
  o.id                                  AS id,
  CAST(o.n AS FLOAT) / NULLIF(o.big, 0) AS x
FROM t o
-- div_number
SELECT
  o.id                     AS id,
  CAST(o.amt AS FLOAT) / 3 AS x
FROM t o
-- mod_int
SELECT
  o.id                   AS id,
  o.n % NULLIF(o.big, 0) AS x
FROM t o
-- mod_dec
SELECT
  o.id                   AS id,
  o.amt % NULLIF(0.3, 0) AS x
FROM t o
-- mod_dbl
SELECT
  o.id AS id,
  CAST(CAST(o.dbl AS DECIMAL(38, 10)) % NULLIF(2, 0) AS FLOAT) AS x
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
  o.id                AS id,
  o.txt + '-' + o.sep AS x
FROM t o
-- join_numbers
SELECT
  o.id AS id,
  CAST(o.amt AS NVARCHAR(MAX)) + '/' + FORMAT(o.dbl, 'R', 'en-US') AS x
FROM t o
-- concat
SELECT
  o.id                                               AS id,
  CONCAT(o.txt, N'''x\y' + CHAR(10) + N'?$ä', o.sep) AS x
FROM t o
-- like
SELECT
  o.id AS id,
  CAST(
    CASE
      WHEN o.txt COLLATE Latin1_General_100_BIN2 LIKE 'a%' THEN 1
      WHEN NOT (o.txt COLLATE Latin1_General_100_BIN2 LIKE 'a%') THEN 0
    END
    AS BIT
  ) AS x
FROM t o
-- not_like
SELECT
  o.id AS id,
  CAST(
    CASE
      WHEN o.txt COLLATE Latin1_General_100_BIN2 NOT LIKE '_l%\%' ESCAPE '\' THEN 1
      WHEN NOT (o.txt COLLATE Latin1_General_100_BIN2 NOT LIKE '_l%\%' ESCAPE '\') THEN 0
    END
    AS BIT
  ) AS x
FROM t o
-- like_column
SELECT
  o.id AS id,
  CAST(
    CASE
      WHEN o.txt COLLATE Latin1_General_100_BIN2 LIKE REPLACE(o.pat, '[', '\[') ESCAPE '\' THEN 1
      WHEN NOT (o.txt COLLATE Latin1_General_100_BIN2 LIKE REPLACE(o.pat, '[', '\[') ESCAPE '\') THEN 0
    END
    AS BIT
  ) AS x
FROM t o
-- like_brackets
SELECT
  o.id AS id,
  CAST(
    CASE
      WHEN o.txt COLLATE Latin1_General_100_BIN2 LIKE '%\[*]?%' ESCAPE '\' THEN 1
      WHEN NOT (o.txt COLLATE Latin1_General_100_BIN2 LIKE '%\[*]?%' ESCAPE '\') THEN 0
    END
    AS BIT
  ) AS x
FROM t o
-- between
SELECT
  o.id AS id,
  CAST(CASE WHEN o.n BETWEEN 1 AND 5 THEN 1 WHEN NOT (o.n BETWEEN 1 AND 5) THEN 0 END AS BIT) AS x
FROM t o
-- not_in
SELECT
  o.id AS id,
  CAST(
    CASE WHEN o.txt NOT IN ('alice', 'bob') THEN 1 WHEN NOT (o.txt NOT IN ('alice', 'bob')) THEN 0 END
    AS BIT
  ) AS x
FROM t o
-- case
SELECT
  o.id AS id,
  CASE WHEN o.n > 3 AND (o.flag = 1 OR o.amt IS NULL) THEN 'big' ELSE 'small' END AS x
FROM t o
-- text_less
SELECT
  o.id AS id,
  CAST(
    CASE
      WHEN o.txt COLLATE Latin1_General_100_BIN2 < 'b' THEN 1
      WHEN NOT (o.txt COLLATE Latin1_General_100_BIN2 < 'b') THEN 0
    END
    AS BIT
  ) AS x
FROM t o
-- date_from
SELECT
  o.id AS id,
  CAST(
    CASE WHEN o.d >= CAST('2026-01-31' AS DATE) THEN 1 WHEN NOT (o.d >= CAST('2026-01-31' AS DATE)) THEN 0 END
    AS BIT
  ) AS x
FROM t o
-- date_to_timestamp
SELECT
  o.id AS id,
  CAST(
    CASE WHEN CAST(o.d AS DATETIME2) <= o.ts THEN 1 WHEN NOT (CAST(o.d AS DATETIME2) <= o.ts) THEN 0 END
    AS BIT
  ) AS x
FROM t o
-- not
SELECT
  o.id AS id,
  CAST(
    CASE WHEN NOT (o.flag = CAST(1 AS BIT)) THEN 1 WHEN NOT (NOT (o.flag = CAST(1 AS BIT))) THEN 0 END
    AS BIT
  ) AS x
FROM t o
-- is_null
SELECT
  o.id                                                 AS id,
  CAST(CASE WHEN o.n IS NULL THEN 1 ELSE 0 END AS BIT) AS x
FROM t o
-- date
SELECT
  o.id                       AS id,
  CAST('2026-02-03' AS DATE) AS x
FROM t o
-- timestamp
SELECT
  o.id                                     AS id,
  CAST('2026-02-03 04:05:06' AS DATETIME2) AS x
FROM t o
-- boolean
SELECT
  o.id           AS id,
  CAST(1 AS BIT) AS x
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
  o.id                                                 AS id,
  NULL /* open: SQL Server has no TITLE, Mapping!I3 */ AS x
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
  o.id                 AS id,
  LEN(o.txt + '.') - 1 AS x
FROM t o
-- reverse
SELECT
  o.id           AS id,
  REVERSE(o.txt) AS x
FROM t o
-- md5
SELECT
  o.id AS id,
  LOWER(CONVERT(CHAR(32), HASHBYTES('MD5', CAST(o.txt COLLATE Latin1_General_100_BIN2_UTF8 AS VARCHAR(MAX))), 2)) AS x
FROM t o
-- sha256
SELECT
  o.id AS id,
  LOWER(CONVERT(CHAR(64), HASHBYTES('SHA2_256', CAST(o.txt COLLATE Latin1_General_100_BIN2_UTF8 AS VARCHAR(MAX))), 2)) AS x
FROM t o
-- trim_set
SELECT
  o.id                   AS id,
  TRIM('aA ' FROM o.txt) AS x
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
  o.id                             AS id,
  SUBSTRING(o.txt, -2, 2147483647) AS x
FROM t o
-- substring_0
SELECT
  o.id                   AS id,
  SUBSTRING(o.txt, 0, 3) AS x
FROM t o
-- substring_from_0
SELECT
  o.id                            AS id,
  SUBSTRING(o.txt, 0, 2147483647) AS x
FROM t o
-- substring_2
SELECT
  o.id                   AS id,
  SUBSTRING(o.txt, 2, 3) AS x
FROM t o
-- substring_from_2
SELECT
  o.id                            AS id,
  SUBSTRING(o.txt, 2, 2147483647) AS x
FROM t o
-- substring_columns
SELECT
  o.id AS id,
  SUBSTRING(o.txt, o.n, CASE WHEN o.id < 0 THEN 0 ELSE o.id END) AS x
FROM t o
-- left_-2
SELECT
  o.id AS id,
  LEFT(o.txt, CASE WHEN LEN(o.txt + '.') - 1 - 2 < 0 THEN 0 ELSE LEN(o.txt + '.') - 1 - 2 END) AS x
FROM t o
-- right_-2
SELECT
  o.id AS id,
  RIGHT(o.txt, CASE WHEN LEN(o.txt + '.') - 1 - 2 < 0 THEN 0 ELSE LEN(o.txt + '.') - 1 - 2 END) AS x
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
    CASE
      WHEN o.n < 0 THEN CASE WHEN LEN(o.txt + '.') - 1 + o.n < 0 THEN 0 ELSE LEN(o.txt + '.') - 1 + o.n END
      ELSE o.n
    END
  ) AS x
FROM t o
-- right_column
SELECT
  o.id AS id,
  RIGHT(
    o.txt,
    CASE
      WHEN o.n < 0 THEN CASE WHEN LEN(o.txt + '.') - 1 + o.n < 0 THEN 0 ELSE LEN(o.txt + '.') - 1 + o.n END
      ELSE o.n
    END
  ) AS x
FROM t o
-- replace
SELECT
  o.id AS id,
  REPLACE(o.txt COLLATE Latin1_General_100_BIN2, 'l', 'LL') AS x
FROM t o
-- split_part_1
SELECT
  o.id AS id,
  CASE
    WHEN o.sep IS NOT NULL
      THEN COALESCE(
        JSON_VALUE(
          '["' + REPLACE(STRING_ESCAPE(o.sep, 'json') COLLATE Latin1_General_100_BIN2, '-', '","') + '"]',
          '$[0]'
        ),
        ''
      )
  END AS x
FROM t o
-- split_part_3
SELECT
  o.id AS id,
  CASE
    WHEN o.sep IS NOT NULL
      THEN COALESCE(
        JSON_VALUE(
          '["' + REPLACE(STRING_ESCAPE(o.sep, 'json') COLLATE Latin1_General_100_BIN2, '-', '","') + '"]',
          '$[2]'
        ),
        ''
      )
  END AS x
FROM t o
-- split_part_-1
SELECT
  o.id AS id,
  NULL /* open: SPLIT_PART of SQL Server needs a written separator and a written number above 0, Mapping!I3 */ AS x
FROM t o
-- lpad
SELECT
  o.id AS id,
  CASE
    WHEN LEN(o.txt + '.') - 1 < 6 THEN LEFT(REPLICATE('xy', 6), 6 - (LEN(o.txt + '.') - 1)) + o.txt
    ELSE LEFT(o.txt, 6)
  END AS x
FROM t o
-- rpad
SELECT
  o.id AS id,
  CASE
    WHEN LEN(o.txt + '.') - 1 < 6 THEN o.txt + LEFT(REPLICATE(' ', 6), 6 - (LEN(o.txt + '.') - 1))
    ELSE LEFT(o.txt, 6)
  END AS x
FROM t o
-- lpad_number
SELECT
  o.id AS id,
  CASE
    WHEN LEN(CAST(o.n AS NVARCHAR(MAX)) + '.') - 1 < 5
      THEN LEFT(REPLICATE('0', 5), 5 - (LEN(CAST(o.n AS NVARCHAR(MAX)) + '.') - 1))
        + CAST(o.n AS NVARCHAR(MAX))
    ELSE LEFT(CAST(o.n AS NVARCHAR(MAX)), 5)
  END AS x
FROM t o
-- position
SELECT
  o.id                                                  AS id,
  CHARINDEX('l', o.txt COLLATE Latin1_General_100_BIN2) AS x
FROM t o
-- regexp_replace
SELECT
  o.id AS id,
  NULL /* open: SQL Server has no REGEXP_REPLACE, Mapping!I3 */ AS x
FROM t o
-- abs
SELECT
  o.id       AS id,
  ABS(o.amt) AS x
FROM t o
-- sign
SELECT
  o.id                     AS id,
  CAST(SIGN(o.amt) AS INT) AS x
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
  o.id            AS id,
  ROUND(o.dbl, 0) AS x
FROM t o
-- round_quotient
SELECT
  o.id                               AS id,
  ROUND(CAST(o.amt AS FLOAT) / 7, 2) AS x
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
  o.id           AS id,
  CEILING(o.amt) AS x
FROM t o
-- floor
SELECT
  o.id         AS id,
  FLOOR(o.dbl) AS x
FROM t o
-- power
SELECT
  o.id                                        AS id,
  POWER(CAST(o.n AS FLOAT), CAST(2 AS FLOAT)) AS x
FROM t o
-- sqrt
SELECT
  o.id AS id,
  SQRT(CASE WHEN o.amt >= 0 THEN CAST(o.amt AS FLOAT) END) AS x
FROM t o
-- greatest
SELECT
  o.id                    AS id,
  GREATEST(o.n, o.big, 2) AS x
FROM t o
-- least_text
SELECT
  o.id AS id,
  LEAST(o.txt COLLATE Latin1_General_100_BIN2, o.sep COLLATE Latin1_General_100_BIN2) AS x
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
  TRY_CONVERT(
    DATE,
    CASE WHEN o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' THEN o.dt_txt END,
    23
  ) AS x
FROM t o
-- to_timestamp
SELECT
  o.id AS id,
  TRY_CONVERT(
    DATETIME2,
    CASE
      WHEN o.dt_txt LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
        THEN SUBSTRING(o.dt_txt, 1, 4)
          + '-'
          + SUBSTRING(o.dt_txt, 6, 2)
          + '-'
          + SUBSTRING(o.dt_txt, 9, 2)
          + ' '
          + SUBSTRING(o.dt_txt, 12, 2)
          + ':'
          + SUBSTRING(o.dt_txt, 15, 2)
          + ':'
          + SUBSTRING(o.dt_txt, 18, 2)
    END,
    121
  ) AS x
FROM t o
-- to_date_german
SELECT
  o.id AS id,
  TRY_CONVERT(
    DATE,
    CASE
      WHEN o.de_txt LIKE '[0-9][0-9].[0-9][0-9].[0-9][0-9][0-9][0-9]'
        THEN SUBSTRING(o.de_txt, 7, 4) + '-' + SUBSTRING(o.de_txt, 4, 2) + '-' + SUBSTRING(o.de_txt, 1, 2)
    END,
    23
  ) AS x
FROM t o
-- to_date_month
SELECT
  o.id AS id,
  NULL /* open: a text in the pattern DD-Mon-YYYY cannot be read by SQL Server, Mapping!I3 */ AS x
FROM t o
-- to_date_century
SELECT
  o.id AS id,
  TRY_CONVERT(
    DATE,
    CASE
      WHEN o.yy_txt LIKE '[0-9][0-9]/[0-9][0-9]/[0-9][0-9]'
        THEN (CASE WHEN SUBSTRING(o.yy_txt, 7, 2) < '70' THEN '20' ELSE '19' END + SUBSTRING(o.yy_txt, 7, 2))
          + '-'
          + SUBSTRING(o.yy_txt, 4, 2)
          + '-'
          + SUBSTRING(o.yy_txt, 1, 2)
    END,
    23
  ) AS x
FROM t o
-- to_date_digits
SELECT
  o.id AS id,
  TRY_CONVERT(
    DATE,
    CASE
      WHEN o.ymd_txt LIKE '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'
        THEN SUBSTRING(o.ymd_txt, 1, 4) + '-' + SUBSTRING(o.ymd_txt, 5, 2) + '-' + SUBSTRING(o.ymd_txt, 7, 2)
    END,
    23
  ) AS x
FROM t o
-- to_timestamp_german
SELECT
  o.id AS id,
  TRY_CONVERT(
    DATETIME2,
    CASE
      WHEN o.dets_txt LIKE '[0-9][0-9].[0-9][0-9].[0-9][0-9][0-9][0-9] [0-9][0-9]:[0-9][0-9]'
        THEN SUBSTRING(o.dets_txt, 7, 4)
          + '-'
          + SUBSTRING(o.dets_txt, 4, 2)
          + '-'
          + SUBSTRING(o.dets_txt, 1, 2)
          + ' '
          + SUBSTRING(o.dets_txt, 12, 2)
          + ':'
          + SUBSTRING(o.dets_txt, 15, 2)
          + ':00'
    END,
    121
  ) AS x
FROM t o
-- last_day
SELECT
  o.id         AS id,
  EOMONTH(o.d) AS x
FROM t o
-- last_day_timestamp
SELECT
  o.id          AS id,
  EOMONTH(o.ts) AS x
FROM t o
-- today
SELECT
  o.id                        AS id,
  CAST(SYSDATETIME() AS DATE) AS x
FROM t o
-- now
SELECT
  o.id          AS id,
  SYSDATETIME() AS x
FROM t o
-- to_char_ms
SELECT
  o.id                         AS id,
  FORMAT(o.ts, 'fff', 'en-US') AS x
FROM t o
-- to_char_iso
SELECT
  o.id                         AS id,
  CONVERT(NCHAR(10), o.ts, 23) AS x
FROM t o
-- to_char_iso_of_date
SELECT
  o.id                        AS id,
  CONVERT(NCHAR(10), o.d, 23) AS x
FROM t o
-- to_char_short
SELECT
  o.id                              AS id,
  FORMAT(o.ts, 'dd.MM.yy', 'en-US') AS x
FROM t o
-- to_char_short_of_date
SELECT
  o.id                             AS id,
  FORMAT(o.d, 'dd.MM.yy', 'en-US') AS x
FROM t o
-- to_char_names
SELECT
  o.id AS id,
  UPPER(FORMAT(o.ts, 'MMM', 'en-US'))
    + FORMAT(o.ts, ' MMMM ', 'en-US')
    + UPPER(FORMAT(o.ts, 'ddd', 'en-US'))
    + FORMAT(o.ts, ' dddd', 'en-US') AS x
FROM t o
-- to_char_names_of_date
SELECT
  o.id AS id,
  UPPER(FORMAT(o.d, 'MMM', 'en-US'))
    + FORMAT(o.d, ' MMMM ', 'en-US')
    + UPPER(FORMAT(o.d, 'ddd', 'en-US'))
    + FORMAT(o.d, ' dddd', 'en-US') AS x
FROM t o
-- to_char_quarter
SELECT
  o.id                                           AS id,
  CAST(DATEPART(QUARTER, o.ts) AS NVARCHAR(MAX)) AS x
FROM t o
-- to_char_quarter_of_date
SELECT
  o.id                                          AS id,
  CAST(DATEPART(QUARTER, o.d) AS NVARCHAR(MAX)) AS x
FROM t o
-- to_char_time
SELECT
  o.id                                AS id,
  FORMAT(o.ts, 'HH\:mm\:ss', 'en-US') AS x
FROM t o
-- to_char_time_of_date
SELECT
  o.id                               AS id,
  FORMAT(o.d, 'HH\:mm\:ss', 'en-US') AS x
FROM t o
-- to_char_half_days
SELECT
  o.id                               AS id,
  FORMAT(o.ts, 'hh\:mm tt', 'en-US') AS x
FROM t o
-- to_char_half_days_of_date
SELECT
  o.id                              AS id,
  FORMAT(o.d, 'hh\:mm tt', 'en-US') AS x
FROM t o
-- to_char_words
SELECT
  o.id AS id,
  FORMAT(o.ts, '\W\e\e\k\ \o\f\ yyyyMMdd\ \1\0\0\%', 'en-US') AS x
FROM t o
-- to_char_words_of_date
SELECT
  o.id AS id,
  FORMAT(o.d, '\W\e\e\k\ \o\f\ yyyyMMdd\ \1\0\0\%', 'en-US') AS x
FROM t o
-- extract_year
SELECT
  o.id                 AS id,
  DATEPART(YEAR, o.ts) AS x
FROM t o
-- extract_year_of_date
SELECT
  o.id                AS id,
  DATEPART(YEAR, o.d) AS x
FROM t o
-- trunc_year
SELECT
  o.id                  AS id,
  DATETRUNC(YEAR, o.ts) AS x
FROM t o
-- trunc_year_of_date
SELECT
  o.id                 AS id,
  DATETRUNC(YEAR, o.d) AS x
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
  o.id                    AS id,
  DATEPART(QUARTER, o.ts) AS x
FROM t o
-- extract_quarter_of_date
SELECT
  o.id                   AS id,
  DATEPART(QUARTER, o.d) AS x
FROM t o
-- trunc_quarter
SELECT
  o.id                     AS id,
  DATETRUNC(QUARTER, o.ts) AS x
FROM t o
-- trunc_quarter_of_date
SELECT
  o.id                    AS id,
  DATETRUNC(QUARTER, o.d) AS x
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
  o.id                  AS id,
  DATEPART(MONTH, o.ts) AS x
FROM t o
-- extract_month_of_date
SELECT
  o.id                 AS id,
  DATEPART(MONTH, o.d) AS x
FROM t o
-- trunc_month
SELECT
  o.id                   AS id,
  DATETRUNC(MONTH, o.ts) AS x
FROM t o
-- trunc_month_of_date
SELECT
  o.id                  AS id,
  DATETRUNC(MONTH, o.d) AS x
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
  o.id                     AS id,
  DATEPART(ISO_WEEK, o.ts) AS x
FROM t o
-- extract_week_of_date
SELECT
  o.id                    AS id,
  DATEPART(ISO_WEEK, o.d) AS x
FROM t o
-- trunc_week
SELECT
  o.id                      AS id,
  DATETRUNC(ISO_WEEK, o.ts) AS x
FROM t o
-- trunc_week_of_date
SELECT
  o.id                     AS id,
  DATETRUNC(ISO_WEEK, o.d) AS x
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
  DATEDIFF(WEEK, DATEADD(DAY, -1, o.ts), DATEADD(DAY, -1, o.ts2)) AS x
FROM t o
-- diff_week_of_dates
SELECT
  o.id AS id,
  DATEDIFF(WEEK, DATEADD(DAY, -1, o.d), DATEADD(DAY, -1, o.d2)) AS x
FROM t o
-- extract_day
SELECT
  o.id                AS id,
  DATEPART(DAY, o.ts) AS x
FROM t o
-- extract_day_of_date
SELECT
  o.id               AS id,
  DATEPART(DAY, o.d) AS x
FROM t o
-- trunc_day
SELECT
  o.id                 AS id,
  DATETRUNC(DAY, o.ts) AS x
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
  o.id                 AS id,
  DATEPART(HOUR, o.ts) AS x
FROM t o
-- extract_hour_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_hour
SELECT
  o.id                  AS id,
  DATETRUNC(HOUR, o.ts) AS x
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
  o.id                                       AS id,
  DATEADD(HOUR, -13, CAST(o.d AS DATETIME2)) AS x
FROM t o
-- add_column_hour_to_date
SELECT
  o.id                                       AS id,
  DATEADD(HOUR, o.n, CAST(o.d AS DATETIME2)) AS x
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
  o.id                   AS id,
  DATEPART(MINUTE, o.ts) AS x
FROM t o
-- extract_minute_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_minute
SELECT
  o.id                    AS id,
  DATETRUNC(MINUTE, o.ts) AS x
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
  o.id                                         AS id,
  DATEADD(MINUTE, -13, CAST(o.d AS DATETIME2)) AS x
FROM t o
-- add_column_minute_to_date
SELECT
  o.id                                         AS id,
  DATEADD(MINUTE, o.n, CAST(o.d AS DATETIME2)) AS x
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
  o.id                   AS id,
  DATEPART(SECOND, o.ts) AS x
FROM t o
-- extract_second_of_date
SELECT
  o.id                                 AS id,
  CASE WHEN o.d IS NOT NULL THEN 0 END AS x
FROM t o
-- trunc_second
SELECT
  o.id                    AS id,
  DATETRUNC(SECOND, o.ts) AS x
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
  o.id                                         AS id,
  DATEADD(SECOND, -13, CAST(o.d AS DATETIME2)) AS x
FROM t o
-- add_column_second_to_date
SELECT
  o.id                                         AS id,
  DATEADD(SECOND, o.n, CAST(o.d AS DATETIME2)) AS x
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
  o.id                                          AS id,
  (DATEDIFF(DAY, '00010101', o.ts) + 1) % 7 + 1 AS x
FROM t o
-- extract_dayofweek_of_date
SELECT
  o.id                                         AS id,
  (DATEDIFF(DAY, '00010101', o.d) + 1) % 7 + 1 AS x
FROM t o
-- extract_isodow
SELECT
  o.id                                    AS id,
  DATEDIFF(DAY, '00010101', o.ts) % 7 + 1 AS x
FROM t o
-- extract_isodow_of_date
SELECT
  o.id                                   AS id,
  DATEDIFF(DAY, '00010101', o.d) % 7 + 1 AS x
FROM t o
-- extract_dayofyear
SELECT
  o.id                      AS id,
  DATEPART(DAYOFYEAR, o.ts) AS x
FROM t o
-- extract_dayofyear_of_date
SELECT
  o.id                     AS id,
  DATEPART(DAYOFYEAR, o.d) AS x
FROM t o
-- row_number
SELECT
  o.id AS id,
  ROW_NUMBER() OVER (
    ORDER BY CASE WHEN o.amt IS NULL THEN 1 ELSE 0 END,
      o.amt DESC,
      CASE WHEN o.id IS NULL THEN 1 ELSE 0 END,
      o.id
  ) AS x
FROM t o
-- rank
SELECT
  o.id AS id,
  RANK() OVER (
    PARTITION BY o.flag
    ORDER BY CASE WHEN o.txt IS NULL THEN 1 ELSE 0 END, o.txt COLLATE Latin1_General_100_BIN2
  ) AS x
FROM t o
-- lag
SELECT
  o.id AS id,
  LAG(o.n, 1, 0) OVER (ORDER BY CASE WHEN o.id IS NULL THEN 1 ELSE 0 END, o.id) AS x
FROM t o
-- first_value
SELECT
  o.id AS id,
  FIRST_VALUE(o.txt) OVER (
    PARTITION BY o.flag
    ORDER BY CASE WHEN o.amt IS NULL THEN 1 ELSE 0 END,
      o.amt DESC,
      CASE WHEN o.id IS NULL THEN 1 ELSE 0 END,
      o.id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t o
-- last_value
SELECT
  o.id AS id,
  LAST_VALUE(o.txt) OVER (
    PARTITION BY o.flag
    ORDER BY CASE WHEN o.amt IS NULL THEN 1 ELSE 0 END,
      o.amt DESC,
      CASE WHEN o.id IS NULL THEN 1 ELSE 0 END,
      o.id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t o
-- running_sum
SELECT
  o.id AS id,
  SUM(CAST(o.n AS BIGINT)) OVER (ORDER BY CASE WHEN o.id IS NULL THEN 1 ELSE 0 END, o.id) AS x
FROM t o
-- average_of_all
SELECT
  o.id                                               AS id,
  AVG(CAST(o.n AS FLOAT)) OVER (PARTITION BY o.flag) AS x
FROM t o
-- count_rows
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT(*) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- string_agg
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  STRING_AGG(CAST(o.txt AS NVARCHAR(MAX)), '|') WITHIN GROUP (ORDER BY o.txt COLLATE Latin1_General_100_BIN2) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- string_agg_distinct
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  NULL /* open: SQL Server has no STRING_AGG of distinct texts, Mapping!I3 */ AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- string_agg_descending
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  STRING_AGG(
    CAST(o.txt AS NVARCHAR(MAX)),
    '|'
  ) WITHIN GROUP (ORDER BY CASE WHEN o.amt IS NULL THEN 1 ELSE 0 END, o.amt DESC, CASE WHEN o.id IS NULL THEN 1 ELSE 0 END, o.id DESC) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- string_agg_ascending
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  STRING_AGG(
    CAST(o.txt AS NVARCHAR(MAX)),
    ';'
  ) WITHIN GROUP (ORDER BY CASE WHEN o.n IS NULL THEN 1 ELSE 0 END, o.n, o.txt COLLATE Latin1_General_100_BIN2) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.n) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.n) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.big) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.big) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.amt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.amt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_txt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.txt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_txt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.txt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_flag
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.flag) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_flag
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.flag) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_d
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(o.d) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- count_distinct_d
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  COUNT_BIG(DISTINCT o.d) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(CAST(o.n AS BIGINT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_distinct_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(DISTINCT CAST(o.n AS BIGINT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(CAST(o.big AS BIGINT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_distinct_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(DISTINCT CAST(o.big AS BIGINT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(o.amt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_distinct_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(DISTINCT o.amt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- sum_distinct_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  SUM(DISTINCT o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- avg_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  AVG(CAST(o.n AS FLOAT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- avg_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  AVG(CAST(o.big AS FLOAT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- avg_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  AVG(CAST(o.amt AS FLOAT)) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- avg_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  AVG(o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MIN(o.n) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MIN(o.big) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MIN(o.amt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MIN(o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_txt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MIN(o.txt COLLATE Latin1_General_100_BIN2) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_flag
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  CAST(MIN(CAST(o.flag AS INT)) AS BIT) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- min_d
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MIN(o.d) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_n
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MAX(o.n) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_big
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MAX(o.big) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_amt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MAX(o.amt) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_dbl
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MAX(o.dbl) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_txt
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MAX(o.txt COLLATE Latin1_General_100_BIN2) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_flag
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  CAST(MAX(CAST(o.flag AS INT)) AS BIT) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
-- max_d
SELECT
  CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END AS flag,
  MAX(o.d) AS x
FROM t o
GROUP BY CASE WHEN o.flag = 1 THEN 1 WHEN NOT (o.flag = 1) THEN 0 END
