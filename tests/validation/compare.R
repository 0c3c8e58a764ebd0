# Compares the tables of an edition with R alone (base and stats, no packages):
#
#     Rscript tests/validation/compare.R edition
#
# Slopes are the median over all pairs, S the sum of their signs, p from pnorm, tau-b from cor(method = "kendall"),
# q from p.adjust(method = "BH"), Wilson intervals from prop.test(correct = FALSE), quartiles from quantile().
# Printed is the largest relative difference of each column. Ends with status 1 where a column differs by more than 1e-9.

edition <- commandArgs(TRUE)[1]
tables <- if (dir.exists(file.path(edition, "tables"))) file.path(edition, "tables") else edition
read <- function(name) read.csv(file.path(tables, paste0(name, ".csv")), encoding = "UTF-8", colClasses = "character",
                                check.names = FALSE)
number <- function(cells) suppressWarnings(as.numeric(cells))
columns <- list()
note <- function(column, found, expected) {
  found <- number(found)
  size <- pmax(abs(found), abs(expected))
  far <- ifelse(is.na(found) & is.na(expected), 0, ifelse(is.na(found) | is.na(expected), Inf,
         ifelse(found == expected | size < 1e-9, 0, abs(found - expected) / size)))
  known <- columns[[column]]
  columns[[column]] <<- c(cells = length(far) + sum(known["cells"], na.rm = TRUE), worst = max(far, known["worst"], na.rm = TRUE))
}

decimal <- function(period) {
  year <- number(substr(period, 1, 4))
  rest <- substring(period, 6)
  kind <- ifelse(rest == "", "year", ifelse(startsWith(rest, "Q"), "quarter", ifelse(startsWith(rest, "H"), "half", "month")))
  part <- ifelse(kind == "year", 1, number(sub("^[QH]", "", rest)))
  list(kind = kind, time = year + (part - 1) / c(year = 1, half = 2, quarter = 4, month = 12)[kind])
}

trend <- function(table, row, time, value) {
  n <- length(value)
  note(paste0(table, ".n"), row$n, n)
  if (n < 3) return(invisible())
  pair <- upper.tri(matrix(0, n, n))
  rise <- outer(value, value, function(a, b) b - a)[pair]
  run <- outer(time, time, function(a, b) b - a)[pair]
  slopes <- sort(rise / run)
  s <- sum(sign(rise))
  ties <- table(value)
  variance <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
  z <- if (s == 0) 0 else (s - sign(s)) / sqrt(variance)
  reach <- qnorm(0.975) * sqrt(variance)
  many <- length(slopes)
  # R's round() goes to even as well.
  low <- slopes[max(round((many - reach) / 2) - 1, 0) + 1]
  high <- slopes[min(round((many + reach) / 2), many - 1) + 1]
  tau <- if (length(ties) > 1) cor(time, value, method = "kendall") else NA
  found <- list(slope_per_year = median(slopes), slope_low = low, slope_high = high, mk_s = s, mk_var = variance, mk_z = z,
                mk_p = 2 * pnorm(-abs(z)), tau_b = tau)
  for (column in names(found)) note(paste0(table, ".", column), row[[column]], found[[column]])
}

check <- function(levels, trends, keys, value, family) {
  levels <- read(levels)
  rows <- read(trends)
  at <- decimal(levels$period)
  groups <- split(seq_len(nrow(levels)), do.call(paste, c(levels[keys], sep = "/")))
  skipped <- 0
  for (i in seq_len(nrow(rows))) {
    row <- rows[i, ]
    of <- groups[[do.call(paste, c(row[keys], sep = "/"))]]
    ends <- decimal(c(row$first_period, row$last_period))
    cells <- number(levels[[value(row)]])
    of <- of[at$kind[of] == ends$kind[1] & at$time[of] >= ends$time[1] & at$time[of] <= ends$time[2] & !is.na(cells[of])]
    if (length(of) != number(row$n)) { skipped <- skipped + 1; next }
    of <- of[order(at$time[of])]
    trend(trends, row, at$time[of], cells[of])
  }
  if (skipped > 0) cat(trends, "not compared:", skipped, "\n")
  rows$p <- number(rows$mk_p)
  for (members in split(rows, family(rows))) {
    tested <- members[!is.na(members$p), ]
    if (nrow(tested) > 0) note(paste0(trends, ".q"), tested$q, p.adjust(tested$p, method = "BH"))
  }
}

check("coverage", "coverage_trends", c("place_code", "place", "indicator", "basis"), function(row) "percent",
      function(rows) paste(rows$place_code == "", rows$indicator, rows$basis))
topics <- read("topics")
if (nrow(topics) > 0) {
  check("topics", "topic_trends", c("place_code", "place", "topic"),
        function(row) if (row$metric == "count") "questions" else "share",
        function(rows) ifelse(rows$topic == "unmatched", NA, paste(rows$place_code == "", rows$metric)))
  asked <- topics[number(topics$total) > 0 & topics$share != "", ]
  counts <- unique(asked[c("questions", "total")])
  wilson <- suppressWarnings(mapply(function(k, n) prop.test(k, n, correct = FALSE)$conf.int,
                                    number(counts$questions), number(counts$total)))
  own <- match(paste(asked$questions, asked$total), paste(counts$questions, counts$total))
  note("topics.share_low", asked$share_low, 100 * wilson[1, own])
  note("topics.share_high", asked$share_high, 100 * wilson[2, own])
}
spread <- read("spread")
levels <- read("coverage")
for (i in seq_len(nrow(spread))) {
  row <- spread[i, ]
  of <- levels$place_code != "" & levels$indicator == row$indicator & levels$period == row$period &
    levels$vintage == row$vintage & levels$basis == row$basis
  five <- quantile(number(levels$percent[of]), names = FALSE, na.rm = TRUE)
  for (nth in 1:5) {
    column <- c("lowest", "quartile_1", "median", "quartile_3", "highest")[nth]
    note(paste0("spread.", column), row[[column]], five[nth])
  }
}
worst <- 0
for (column in sort(names(columns))) {
  cat(sprintf("%-40s%9d  %.3g\n", column, as.integer(columns[[column]]["cells"]), columns[[column]]["worst"]))
  worst <- max(worst, columns[[column]]["worst"])
}
quit(status = if (worst > 1e-9) 1 else 0)
