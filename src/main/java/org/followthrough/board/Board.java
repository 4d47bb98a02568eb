package org.followthrough.board;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.followthrough.board.BoardFilter.Wanted;
import org.followthrough.board.BoardMapper.OtherCase;
import org.followthrough.board.BoardMapper.Place;
import org.followthrough.board.BoardMapper.Span;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Turn;
import org.followthrough.correspondence.Turns;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.DigestUtils;

/**
 * What is owed next.
 */
@Component
class Board {

	/** Nobody needs to know more exactly than that. */
	static final int COUNTED = 1000;

	private static final int MOST_OTHERS = 20;

	private final BoardMapper rows;

	private final Turns turns;

	private final Clock clock;

	Board(BoardMapper rows, Turns turns, Clock clock) {
		this.rows = rows;
		this.turns = turns;
		this.clock = clock;
	}

	/**
	 * A page of the board, with how many promises are in which bucket.
	 * @param wanted which promises
	 * @param zone the reader's, whose days and weeks count
	 * @param after where the page before ended; null for the first
	 * @param limit how many rows at the most
	 * @return the page
	 */
	@Transactional(readOnly = true)
	public View look(Wanted wanted, ZoneId zone, @Nullable Place after, int limit) {
		Page page = page(wanted, zone, after, limit);
		List<Span> spans = Arrays.stream(Bucket.values()).map((bucket) -> span(bucket, page.borders())).toList();
		Map<Bucket, Integer> counts = new EnumMap<>(Bucket.class);
		this.rows.counts(wanted, spans, COUNTED).forEach((count) -> counts.put(count.bucket(), count.promises()));
		return new View(page, counts);
	}

	/**
	 * A page of the board without the counts.
	 * @param wanted which promises
	 * @param zone the reader's, whose days and weeks count
	 * @param after where the page before ended; null for the first
	 * @param limit how many rows at the most
	 * @return the page
	 */
	@Transactional(readOnly = true)
	public Page page(Wanted wanted, ZoneId zone, @Nullable Place after, int limit) {
		Bucket.Borders borders = Bucket.Borders.at(this.clock.instant().truncatedTo(ChronoUnit.MILLIS), zone);
		Bucket bucket = wanted.bucket();
		List<BoardRow> found = this.rows.page(wanted, (bucket != null) ? borders.from(bucket) : null,
				(bucket != null) ? borders.before(bucket) : null, after, limit + 1);
		List<BoardRow> items = found.subList(0, Math.min(limit, found.size()));
		Place next = (found.size() > limit) ? items.get(limit - 1).place() : null;
		return new Page(items, this.turns.ofOpen(items.stream().map(BoardRow::caseId).toList()), borders, zone, next);
	}

	private static Span span(Bucket bucket, Bucket.Borders borders) {
		return new Span(bucket, borders.from(bucket), borders.before(bucket));
	}

	/**
	 * The teams that owe anything.
	 * @return their names
	 */
	@Transactional(readOnly = true)
	public List<String> teams() {
		return this.rows.teams();
	}

	/**
	 * Those who answer for a case of which anything is owed.
	 * @return their accounts
	 */
	@Transactional(readOnly = true)
	public List<String> owners() {
		return this.rows.owners();
	}

	/**
	 * The other open cases of a customer.
	 * @param of the case that one looks at
	 * @return up to twenty, what is due first at the front
	 */
	@Transactional(readOnly = true)
	public List<OtherCase> others(SupportCase of) {
		return this.rows.others(of.id(), MOST_OTHERS);
	}

	/**
	 * A page of promises.
	 *
	 * @param rows the promises, what is due first at the front
	 * @param turns whose turn it is, by the case's row
	 * @param borders where the buckets end
	 * @param zone the reader's, in which they do
	 * @param next where it ended; null if it is the last
	 */
	record Page(List<BoardRow> rows, Map<Long, Turn> turns, Bucket.Borders borders, ZoneId zone, @Nullable Place next) {

		Bucket bucket(BoardRow row) {
			return this.borders.of(row.dueAt());
		}

		/**
		 * The rows by bucket, in order.
		 * @return the buckets that have any
		 */
		public Map<Bucket, List<BoardRow>> groups() {
			return this.rows.stream()
				.collect(Collectors.groupingBy(this::bucket, () -> new EnumMap<>(Bucket.class), Collectors.toList()));
		}

		/**
		 * Whose turn it is.
		 * @param row a promise
		 * @return the turn on its case
		 */
		public Turn turn(BoardRow row) {
			return this.turns.getOrDefault(row.caseId(), Turn.OURS);
		}

	}

	/**
	 * What the board shows.
	 *
	 * @param page the promises
	 * @param counts how many are in which bucket, up to {@link Board#COUNTED}
	 */
	record View(Page page, Map<Bucket, Integer> counts) {

		/**
		 * What changes whenever anything does that a reader sees. Words such as "in 5
		 * min" change with the minute.
		 * @return the version
		 */
		public String version() {
			String all = this.page.rows() + " " + this.page.turns() + " " + this.counts + " " + minute() + " "
					+ this.page.rows().stream().map(this.page::bucket).toList() + this.page.next() + this.page.zone();
			return DigestUtils.md5DigestAsHex(all.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * The same for one row.
		 * @param row a promise
		 * @return its version
		 */
		public String state(BoardRow row) {
			return Integer.toHexString((row + " " + this.page.turn(row) + minute()).hashCode());
		}

		private Instant minute() {
			return this.page.borders().now().truncatedTo(ChronoUnit.MINUTES);
		}

		/**
		 * How many promises a bucket holds.
		 * @param bucket the bucket
		 * @return the number, as exactly as anybody needs to know
		 */
		public String count(Bucket bucket) {
			int counted = this.counts.getOrDefault(bucket, 0);
			return (counted < COUNTED) ? Integer.toString(counted) : (COUNTED - 1) + "+";
		}

	}

}
