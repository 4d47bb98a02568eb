package org.followthrough.insight;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts the hand-overs to engineering, and those that came back as incomplete.
 */
@Component
class HandOverReader {

	static final String SQL = """
			SELECT f.team, COALESCE(e.product, '') AS product, COUNT(*) AS made,
			  SUM(EXISTS (SELECT 1 FROM engineering_answer a WHERE a.escalation_id = e.id AND a.outcome = 'INCOMPLETE'))
			  AS sent_back
			FROM case_figure f JOIN escalation e ON e.case_id = f.case_id
			""" + FigureReader.WHERE + """
			GROUP BY f.team, COALESCE(e.product, '') ORDER BY sent_back DESC, made DESC, f.team, product LIMIT :most
			""";

	private static final int MOST = 50;

	private final NamedParameterJdbcTemplate database;

	HandOverReader(DataSource dataSource) {
		this.database = new NamedParameterJdbcTemplate(dataSource);
	}

	/**
	 * The hand-overs of some cases.
	 * @param query of which cases
	 * @return by team and product, those of which most came back first
	 */
	@Transactional(readOnly = true)
	public List<HandOvers> of(FigureQuery query) {
		return this.database.query(SQL, FigureReader.parameters(query).addValue("most", MOST),
				(row, index) -> new HandOvers(row.getString("team"), row.getString("product"), row.getInt("made"),
						row.getInt("sent_back")));
	}

}
