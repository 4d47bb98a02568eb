package org.followthrough.rehearsal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A connection that keeps its prepared statements: the engine says the same few hundred
 * over and over, and the database in memory takes longer to read them than to do them.
 */
final class KeptStatements {

	private final Connection connection;

	private final Map<String, PreparedStatement> kept = new HashMap<>();

	private final Set<PreparedStatement> lent = new HashSet<>();

	private KeptStatements(Connection connection) {
		this.connection = connection;
	}

	static Connection of(Connection connection) {
		KeptStatements statements = new KeptStatements(connection);
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> (method.getName().equals("prepareStatement") && arguments.length == 1)
						? statements.lend((String) arguments[0]) : call(connection, method, arguments));
	}

	private PreparedStatement lend(String sql) throws SQLException {
		PreparedStatement statement = this.kept.get(sql);
		if (statement == null) {
			statement = this.connection.prepareStatement(sql);
			this.kept.put(sql, statement);
		}
		if (!this.lent.add(statement)) {
			// It is in use further up.
			return this.connection.prepareStatement(sql);
		}
		PreparedStatement own = statement;
		return (PreparedStatement) Proxy.newProxyInstance(PreparedStatement.class.getClassLoader(),
				new Class<?>[] { PreparedStatement.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("close")) {
						own.clearParameters();
						this.lent.remove(own);
						return null;
					}
					return call(own, method, arguments);
				});
	}

	private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
