package org.followthrough.heat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads how long cases waited, row by row, and ranks it here: to have the database number
 * a quarter of a million rows by place takes it several seconds.
 */
@Component
class WaitReader {

	static final String SQL = "SELECT element, seconds FROM heat_wait WHERE process = ? AND ended_on >= ?";

	private static final int AT_ONCE = 10_000;

	private final JdbcTemplate database;

	WaitReader(DataSource dataSource) {
		this.database = new JdbcTemplate(dataSource);
		this.database.setFetchSize(AT_ONCE);
	}

	/** Of the waitings that ended from a day on; by nearest rank. */
	List<Spent> spent(String process, LocalDate from) {
		Map<String, Times> times = new TreeMap<>();
		this.database.query(SQL, (row) -> {
			times.computeIfAbsent(row.getString(1), (element) -> new Times()).add(row.getInt(2));
		}, process, from);
		List<Spent> spent = new ArrayList<>();
		times.forEach((element, all) -> {
			int[] sorted = all.sorted();
			spent.add(new Spent(element, sorted.length, rank(sorted, 50), rank(sorted, 90)));
		});
		return spent;
	}

	/** The smallest of the times that so many of a hundred don't exceed. */
	private static int rank(int[] sorted, int percent) {
		return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
	}

	/**
	 * How long cases waited at a place.
	 *
	 * @param element the place
	 * @param waits how often
	 * @param median seconds
	 * @param p90 seconds
	 */
	record Spent(String element, int waits, int median, int p90) {
	}

	/**
	 * Many times in seconds.
	 */
	private static final class Times {

		private int[] seconds = new int[16];

		private int size;

		void add(int more) {
			if (this.size == this.seconds.length) {
				this.seconds = Arrays.copyOf(this.seconds, this.size * 2);
			}
			this.seconds[this.size++] = more;
		}

		int[] sorted() {
			int[] sorted = Arrays.copyOf(this.seconds, this.size);
			Arrays.sort(sorted);
			return sorted;
		}

	}

}
