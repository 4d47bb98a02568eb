package org.followthrough.database;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.type.IntegerTypeHandler;
import org.apache.ibatis.type.StringTypeHandler;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@FollowthroughTest
class StatementsParsedOnceTests {

	private static final String UNLESS_NULL = """
			<script>SELECT * FROM one WHERE a = #{a} <if test="b != null">AND b = #{b}</if></script>
			""";

	private static final String ANY_OF = """
			<script>SELECT * FROM one WHERE a IN
			<foreach collection="all" item="one" open="(" separator="," close=")">#{one}</foreach></script>
			""";

	@Autowired
	private ProcessEngineConfigurationImpl engine;

	@Autowired
	private SqlSessionFactory sessions;

	@Test
	void aTextIsParsedOnceAndEachTextByItself() {
		SqlSource source = source(UNLESS_NULL);
		BoundSql without = source.getBoundSql(of("a", 1, "b", null));
		BoundSql with = source.getBoundSql(of("a", 1, "b", 2));
		BoundSql withoutAgain = source.getBoundSql(of("a", 3, "b", null));
		assertThat(without.getSql()).isEqualTo("SELECT * FROM one WHERE a = ?");
		assertThat(with.getSql()).isEqualToNormalizingWhitespace("SELECT * FROM one WHERE a = ? AND b = ?");
		assertThat(withoutAgain.getParameterMappings()).isSameAs(without.getParameterMappings());
		assertThat(properties(with)).containsExactly("a", "b");
	}

	@Test
	void eachCallBringsItsOwnValues() {
		SqlSource source = source(ANY_OF);
		BoundSql first = source.getBoundSql(Map.of("all", List.of("x", "y")));
		BoundSql second = source.getBoundSql(Map.of("all", List.of("p", "q")));
		assertThat(second.getParameterMappings()).isSameAs(first.getParameterMappings());
		assertThat(values(first)).containsExactly("x", "y");
		assertThat(values(second)).containsExactly("p", "q");
	}

	@Test
	void valuesOfAnotherTypeAreWrittenInTheirWay() {
		SqlSource source = source(ANY_OF);
		assertThat(source.getBoundSql(Map.of("all", List.of("x"))).getParameterMappings().get(0).getTypeHandler())
			.isInstanceOf(StringTypeHandler.class);
		assertThat(source.getBoundSql(Map.of("all", List.of(1))).getParameterMappings().get(0).getTypeHandler())
			.isInstanceOf(IntegerTypeHandler.class);
	}

	@Test
	void longTextsAreNotKept() {
		SqlSource source = source(ANY_OF);
		Map<String, Object> many = Map.of("all", Collections.nCopies(1000, "x"));
		assertThat(source.getBoundSql(many).getParameterMappings())
			.isNotSameAs(source.getBoundSql(many).getParameterMappings())
			.hasSize(1000);
	}

	@Test
	void theEngineAndOurOwnStatementsAreReadSo() {
		BoundSql timer = this.engine.getSqlSessionFactory()
			.getConfiguration()
			.getMappedStatement("updateTimer")
			.getBoundSql(new TimerEntity());
		assertThat(timer.getParameterMappings()).isSameAs(this.engine.getSqlSessionFactory()
			.getConfiguration()
			.getMappedStatement("updateTimer")
			.getBoundSql(new TimerEntity())
			.getParameterMappings());
		assertThat(this.sessions.getConfiguration().getDefaultScriptingLanguageInstance())
			.isInstanceOf(StatementsParsedOnce.class);
	}

	private static SqlSource source(String script) {
		return new StatementsParsedOnce().createSqlSource(new Configuration(), script.strip(), Map.class);
	}

	private static Map<String, Object> of(String first, Object one, String second, Object other) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put(first, one);
		parameters.put(second, other);
		return parameters;
	}

	private static List<String> properties(BoundSql sql) {
		return sql.getParameterMappings().stream().map(ParameterMapping::getProperty).toList();
	}

	private static List<Object> values(BoundSql sql) {
		return properties(sql).stream().map(sql::getAdditionalParameter).toList();
	}

}
