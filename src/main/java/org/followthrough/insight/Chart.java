package org.followthrough.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

import org.followthrough.insight.Durations.Quantiles;
import org.followthrough.insight.Report.Group;
import org.jspecify.annotations.Nullable;

/**
 * A drawing of a measure: for each group a bar for the median and one for the 90th
 * percentile. Months stand side by side; others lie below each other, with their names.
 * The table beside it says the same in numbers.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param bars what is drawn
 * @param lines lines to measure by, from top to bottom
 * @param labels what is written
 */
record Chart(int width, int height, List<Bar> bars, List<Line> lines, List<Label> labels) {

	/** The most groups that lie below each other; the table has all. */
	static final int MOST_ROWS = 12;

	private static final int WIDTH = 360;

	private static final int PLOT = 110;

	private static final int TOP = 16;

	private static final int ROW = 30;

	private static final int MOST_LETTERS = 40;

	private static final int LEAST_LABEL_WIDTH = 52;

	private static final TimeSpan TIMES = new TimeSpan();

	static @Nullable Chart of(Measure measure, Report report, boolean working) {
		List<Group> groups = report.groups();
		int most = groups.stream()
			.mapToInt((group) -> seconds(group, measure, working, Quantiles::p90))
			.max()
			.orElse(0);
		if (groups.stream().allMatch((group) -> group.timing(measure).count() == 0)) {
			return null;
		}
		return (report.query().by() == By.MONTH) ? columns(measure, groups, working, Math.max(1, most))
				: rows(measure, groups, working, Math.max(1, most));
	}

	private static int seconds(Group group, Measure measure, boolean working, ToIntFunction<Quantiles> which) {
		Quantiles quantiles = working ? group.timing(measure).working() : group.timing(measure).clock();
		return (quantiles != null) ? which.applyAsInt(quantiles) : 0;
	}

	private static Chart columns(Measure measure, List<Group> groups, boolean working, int most) {
		List<Bar> bars = new ArrayList<>();
		List<Label> labels = new ArrayList<>();
		double step = (double) WIDTH / groups.size();
		int every = (int) Math.ceil(LEAST_LABEL_WIDTH / step);
		for (int i = 0; i < groups.size(); i++) {
			Group group = groups.get(i);
			double left = i * step + step * 0.1;
			double height = PLOT * (double) seconds(group, measure, working, Quantiles::p90) / most;
			bars.add(new Bar("p90", left, TOP + PLOT - height, step * 0.8, height));
			height = PLOT * (double) seconds(group, measure, working, Quantiles::median) / most;
			bars.add(new Bar("median", left + step * 0.2, TOP + PLOT - height, step * 0.4, height));
			if (i % every == 0) {
				labels.add(new Label(i * step + step * 0.1, TOP + PLOT + 14, group.name()));
			}
		}
		labels.add(new Label(0, TOP - 4, working ? TIMES.working(most) : TIMES.of(most)));
		return new Chart(WIDTH, TOP + PLOT + 20, bars,
				List.of(new Line(0, TOP, WIDTH, TOP), new Line(0, TOP + PLOT, WIDTH, TOP + PLOT)), labels);
	}

	private static Chart rows(Measure measure, List<Group> groups, boolean working, int most) {
		List<Bar> bars = new ArrayList<>();
		List<Label> labels = new ArrayList<>();
		int top = 0;
		for (Group group : groups.subList(0, Math.min(MOST_ROWS, groups.size()))) {
			labels.add(new Label(0, top + 11, shortened(group.name())));
			double length = WIDTH * (double) seconds(group, measure, working, Quantiles::p90) / most;
			bars.add(new Bar("p90", 0, top + 15, length, 9));
			length = WIDTH * (double) seconds(group, measure, working, Quantiles::median) / most;
			bars.add(new Bar("median", 0, top + 17, length, 5));
			top += ROW;
		}
		return new Chart(WIDTH, top, bars, List.of(new Line(0, 0, 0, top)), labels);
	}

	private static String shortened(String name) {
		return (name.length() > MOST_LETTERS) ? name.substring(0, MOST_LETTERS - 1) + "…" : name;
	}

	/**
	 * A bar.
	 */
	record Bar(String kind, double x, double y, double width, double height) {
	}

	/**
	 * A line.
	 */
	record Line(double fromX, double fromY, double toX, double toY) {
	}

	/**
	 * Something written.
	 */
	record Label(double x, double y, String text) {
	}

}
