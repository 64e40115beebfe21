/** The syntax of queries, for the help of every command that takes one. */
export const QUERY_HELP = `
A query compares columns (docs/columns.md, in any case) with values:
  VideoFormat=HEVC and VideoHeight>=2160 and LastModified>-7d
  =  !=  <  <=  >  >=  ~ (contains)  like 'a*'  in (a, b)  has COLUMN  no COLUMN  and  or  not  ( )
  audio(Language=ja and Channels>=6)   one track; also video(…), text(…), image(…), other(…)
  near(GpsPosition, 31.2, 121.5, 10km)   no further than that from latitude and longitude
  Size>2GB  DurationMs>90min  OverallBitRate>20Mb/s  LastModified>=2026-11-01  Key=films/*

Words alone, such as 'evening news', are looked for in key and title.

Exit codes: 0 done, also when nothing is found (--exit-code changes that), 2 wrong usage or trouble, 130 interrupted.
Reference: docs/media.md`;
