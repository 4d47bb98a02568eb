package org.followthrough.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.reflection.MetaObject;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How the database would answer the statements of mappers.
 */
@TestComponent
public class Plans {

	private final SqlSessionFactory sessions;

	private final JdbcTemplate database;

	Plans(SqlSessionFactory sessions, JdbcTemplate database) {
		this.sessions = sessions;
		this.database = database;
	}

	/**
	 * Has a statement explained, as its mapper sends it.
	 * @param statement mapper and method, joined by a dot
	 * @param values parameters by their names
	 * @return the steps, by MariaDB's names of the columns
	 */
	public List<Map<String, Object>> of(String statement, Map<String, ?> values) {
		Configuration configuration = this.sessions.getConfiguration();
		BoundSql bound = configuration.getMappedStatement(statement).getBoundSql(values);
		MetaObject given = configuration.newMetaObject(values);
		List<Object> sent = new ArrayList<>();
		for (ParameterMapping one : bound.getParameterMappings()) {
			Object value = bound.hasAdditionalParameter(one.getProperty())
					? bound.getAdditionalParameter(one.getProperty()) : given.getValue(one.getProperty());
			sent.add((value instanceof Enum<?> word) ? word.name() : value);
		}
		return this.database.queryForList("EXPLAIN " + bound.getSql(), sent.toArray());
	}

}
