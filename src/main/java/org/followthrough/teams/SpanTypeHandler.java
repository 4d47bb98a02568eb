package org.followthrough.teams;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.MappedTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps a span of working time as its ISO 8601 text, such as {@code P1D}.
 */
@Component
@MappedTypes(Span.class)
class SpanTypeHandler extends BaseTypeHandler<Span> {

	@Override
	public void setNonNullParameter(PreparedStatement statement, int i, Span parameter, JdbcType jdbcType)
			throws SQLException {
		statement.setString(i, parameter.toString());
	}

	@Override
	public @Nullable Span getNullableResult(ResultSet result, String column) throws SQLException {
		return read(result.getString(column));
	}

	@Override
	public @Nullable Span getNullableResult(ResultSet result, int column) throws SQLException {
		return read(result.getString(column));
	}

	@Override
	public @Nullable Span getNullableResult(CallableStatement statement, int column) throws SQLException {
		return read(statement.getString(column));
	}

	private static @Nullable Span read(@Nullable String text) {
		return (text != null) ? Span.parse(text) : null;
	}

}
