package org.followthrough.database;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.ibatis.builder.SqlSourceBuilder;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.scripting.xmltags.DynamicContext;
import org.apache.ibatis.scripting.xmltags.DynamicSqlSource;
import org.apache.ibatis.scripting.xmltags.MixedSqlNode;
import org.apache.ibatis.scripting.xmltags.SqlNode;
import org.apache.ibatis.scripting.xmltags.XMLLanguageDriver;
import org.apache.ibatis.scripting.xmltags.XMLScriptBuilder;
import org.apache.ibatis.session.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of MyBatis, where what a script says is parsed once for each text that it
 * makes, not at each call. The engine's updates are scripts whose text is always the
 * same, and are made of more than twenty parameters, each looked up by reflection.
 */
public class StatementsParsedOnce extends XMLLanguageDriver {

	/** A longer text is one of very many, and is for many rows that share the cost. */
	private static final int LONGEST = 4000;

	/** So many texts of one script are kept. */
	private static final int MOST = 16;

	@Override
	public SqlSource createSqlSource(Configuration configuration, XNode script, @Nullable Class<?> parameterType) {
		return new Script(configuration, script, parameterType).source();
	}

	/**
	 * Reads a script, and keeps its nodes.
	 */
	private static final class Script extends XMLScriptBuilder {

		private final XNode script;

		private @Nullable SqlNode nodes;

		Script(Configuration configuration, XNode script, @Nullable Class<?> parameterType) {
			super(configuration, script, parameterType);
			this.script = script;
		}

		SqlSource source() {
			SqlSource source = parseScriptNode();
			return (source instanceof DynamicSqlSource && this.nodes != null)
					? new ParsedOnce(this.configuration, this.nodes) : source;
		}

		@Override
		protected MixedSqlNode parseDynamicTags(XNode node) {
			MixedSqlNode read = super.parseDynamicTags(node);
			if (node == this.script) {
				this.nodes = read;
			}
			return read;
		}

	}

	/**
	 * A script with the texts that it made.
	 */
	private static final class ParsedOnce implements SqlSource {

		private final Configuration configuration;

		private final SqlNode nodes;

		private final Map<Text, SqlSource> parsed = new ConcurrentHashMap<>();

		ParsedOnce(Configuration configuration, SqlNode nodes) {
			this.configuration = configuration;
			this.nodes = nodes;
		}

		@Override
		public BoundSql getBoundSql(@Nullable Object parameter) {
			DynamicContext context = new DynamicContext(this.configuration, parameter);
			this.nodes.apply(context);
			Map<String, Object> bindings = context.getBindings();
			BoundSql bound = parsed(context.getSql(), parameter, bindings).getBoundSql(parameter);
			bindings.forEach(bound::setAdditionalParameter);
			return bound;
		}

		private SqlSource parsed(String sql, @Nullable Object parameter, Map<String, Object> bindings) {
			Class<?> type = typeOf(parameter);
			if (sql.length() > LONGEST) {
				return parse(sql, type, bindings);
			}
			Text text = Text.of(sql, type, bindings);
			SqlSource known = this.parsed.get(text);
			if (known == null) {
				known = parse(sql, type, bindings);
				if (this.parsed.size() < MOST) {
					this.parsed.put(text, known);
				}
			}
			return known;
		}

		private SqlSource parse(String sql, Class<?> type, Map<String, Object> bindings) {
			return new SqlSourceBuilder(this.configuration).parse(sql, type, bindings);
		}

	}

	/**
	 * A text, and the types of what it is about: by these each parameter is written in
	 * its way.
	 *
	 * @param sql the text, its parameters by name
	 * @param parameter the type of what the statement is called with
	 * @param bindings the types of what the script names
	 */
	private record Text(String sql, Class<?> parameter, Map<String, Class<?>> bindings) {

		static Text of(String sql, Class<?> parameter, Map<String, Object> bindings) {
			Map<String, Class<?>> types = new HashMap<>();
			bindings.forEach((name, value) -> types.put(name, typeOf(value)));
			return new Text(sql, parameter, types);
		}

	}

	private static Class<?> typeOf(@Nullable Object value) {
		return (value != null) ? value.getClass() : Object.class;
	}

}
