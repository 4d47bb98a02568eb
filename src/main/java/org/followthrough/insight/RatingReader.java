package org.followthrough.insight;

import javax.sql.DataSource;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Adds up what customers said how content they were.
 */
@Component
class RatingReader {

	static final String SQL = """
			SELECT EXTRACT(YEAR_MONTH FROM f.opened_at), f.team, f.severity, f.customer_id, r.points
			FROM case_figure f JOIN rating r ON r.case_id = f.case_id
			""" + FigureReader.WHERE;

	private final NamedParameterJdbcTemplate database;

	RatingReader(DataSource dataSource) {
		this.database = new NamedParameterJdbcTemplate(dataSource);
		this.database.getJdbcTemplate().setFetchSize(2000);
	}

	/**
	 * Adds the ratings of cases up.
	 * @param query which cases
	 * @param into takes them
	 */
	void add(FigureQuery query, FigureReader.Tallies into) {
		this.database.query(SQL, FigureReader.parameters(query), (RowCallbackHandler) (row) -> {
			int points = row.getInt(5);
			into.of(row.getInt(1), row.getString(2), row.getString(3), row.getLong(4))
				.forEach((tally) -> tally.addRating(points));
		});
	}

}
