package org.followthrough.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.followthrough.insight.Durations.Quantiles;
import org.followthrough.insight.Report.Ended;
import org.followthrough.insight.Report.Group;
import org.followthrough.insight.Report.Kept;
import org.followthrough.insight.Report.Timing;
import org.followthrough.web.SafeCell;
import org.jspecify.annotations.Nullable;

/**
 * Figures as a table of comma-separated values (RFC 4180), one row for each figure of
 * each group. No cell begins like a formula, whatever a customer calls themselves.
 */
final class FigureCsv {

	static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
		.setHeader("group", "figure", "count", "share_percent", "median_clock_seconds", "p90_clock_seconds",
				"median_working_seconds", "p90_working_seconds", "mean_points", "definition")
		.get();

	private FigureCsv() {
	}

	static String write(Report report) {
		StringBuilder text = new StringBuilder();
		try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
			for (Group group : Stream.concat(Stream.of(report.total()), report.groups().stream()).toList()) {
				write(csv, group);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	private static void write(CSVPrinter csv, Group group) throws IOException {
		row(csv, group, "cases", group.cases(), null, Definitions.CASES);
		row(csv, group, "open cases", group.open(), Report.share(group.open(), group.cases()), "");
		for (Timing timing : group.timings()) {
			Quantiles clock = timing.clock();
			Quantiles working = timing.working();
			csv.printRecord(SafeCell.of(group.name()), timing.measure().word(), timing.count(), null,
					(clock != null) ? clock.median() : null, (clock != null) ? clock.p90() : null,
					(working != null) ? working.median() : null, (working != null) ? working.p90() : null, null,
					timing.measure().definition());
		}
		for (Kept promise : group.promises()) {
			row(csv, group, "promises kept: " + promise.kind(), promise.kept() + promise.broken(), promise.share(),
					Definitions.PROMISES);
		}
		for (Ended ended : group.endings()) {
			row(csv, group, "closed as " + ended.as().word(), ended.count(), ended.share(), Definitions.ENDINGS);
		}
		row(csv, group, "reopenings", group.reopenings(), null, Definitions.REOPENINGS);
		row(csv, group, "reopened cases", group.reopened(), Report.share(group.reopened(), group.cases()),
				Definitions.REOPENINGS);
		Ratings ratings = group.ratings();
		csv.printRecord(SafeCell.of(group.name()), "ratings", ratings.count(), null, null, null, null, null,
				ratings.mean(), Definitions.RATINGS);
		for (Ratings.Given given : ratings.points()) {
			row(csv, group, "rated with " + given.points(), given.count(), given.share(), Definitions.RATINGS);
		}
	}

	private static void row(CSVPrinter csv, Group group, String figure, int count, @Nullable Double share,
			String definition) throws IOException {
		csv.printRecord(SafeCell.of(group.name()), SafeCell.of(figure), count, share, null, null, null, null, null,
				definition);
	}

}
