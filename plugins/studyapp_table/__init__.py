"""Question banks in spreadsheets: xlsx, xls, ods, et, csv, tsv."""
