package org.followthrough.database;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.MappedTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps a duration as its ISO 8601 text, such as {@code PT4H}.
 */
@Component
@MappedTypes(Duration.class)
class DurationTypeHandler extends BaseTypeHandler<Duration> {

	@Override
	public void setNonNullParameter(PreparedStatement statement, int i, Duration parameter, JdbcType jdbcType)
			throws SQLException {
		statement.setString(i, parameter.toString());
	}

	@Override
	public @Nullable Duration getNullableResult(ResultSet result, String column) throws SQLException {
		return read(result.getString(column));
	}

	@Override
	public @Nullable Duration getNullableResult(ResultSet result, int column) throws SQLException {
		return read(result.getString(column));
	}

	@Override
	public @Nullable Duration getNullableResult(CallableStatement statement, int column) throws SQLException {
		return read(statement.getString(column));
	}

	private static @Nullable Duration read(@Nullable String text) {
		return (text != null) ? Duration.parse(text) : null;
	}

}
