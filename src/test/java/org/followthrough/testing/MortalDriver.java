package org.followthrough.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * Leads to MariaDB for as long as the node that uses it lives. When the node dies, its
 * connections are gone in the midst of whatever they did, as those of a killed process:
 * nothing that it does from then on leaves a trace in the database.
 */
public class MortalDriver implements Driver {

	private static final Driver MARIADB = new org.mariadb.jdbc.Driver();

	private static volatile Life life = new Life();

	/**
	 * A node begins: connections that are made from now on are its.
	 * @return its life
	 */
	static Life newLife() {
		life = new Life();
		return life;
	}

	@Override
	public Connection connect(String url, Properties info) throws SQLException {
		return life.join(MARIADB.connect(url, info));
	}

	@Override
	public boolean acceptsURL(String url) throws SQLException {
		return MARIADB.acceptsURL(url);
	}

	@Override
	public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
		return MARIADB.getPropertyInfo(url, info);
	}

	@Override
	public int getMajorVersion() {
		return MARIADB.getMajorVersion();
	}

	@Override
	public int getMinorVersion() {
		return MARIADB.getMinorVersion();
	}

	@Override
	public boolean jdbcCompliant() {
		return MARIADB.jdbcCompliant();
	}

	@Override
	public Logger getParentLogger() {
		return Logger.getLogger(MortalDriver.class.getName());
	}

	/**
	 * A node's life, as its database sees it.
	 */
	static final class Life {

		private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

		private final AtomicInteger commitsLeft = new AtomicInteger(Integer.MAX_VALUE);

		private volatile boolean diesAfterwards;

		private volatile boolean over;

		private volatile Runnable whenOver = () -> {
		};

		/** What else ends with it. */
		void whenOver(Runnable end) {
			this.whenOver = end;
		}

		/**
		 * It ends with a commit that is yet to come.
		 * @param commits how many commits are done before it
		 * @param afterwards whether it is done, too, though nobody on the node hears of
		 * it
		 */
		void endsAfter(int commits, boolean afterwards) {
			this.diesAfterwards = afterwards;
			this.commitsLeft.set(commits);
		}

		boolean isOver() {
			return this.over;
		}

		/** It ends now. */
		void end() {
			this.over = true;
			this.whenOver.run();
			this.connections.forEach(Life::cut);
		}

		private static void cut(Connection connection) {
			try {
				connection.abort(Runnable::run);
			}
			catch (SQLException ex) {
				// It was cut already.
			}
		}

		private Connection join(Connection real) throws SQLException {
			this.connections.add(real);
			if (this.over) {
				cut(real);
				throw gone();
			}
			return (Connection) Proxy.newProxyInstance(MortalDriver.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
						boolean last = method.getName().equals("commit") && this.commitsLeft.getAndDecrement() == 0;
						if (last && !this.diesAfterwards) {
							end();
							throw gone();
						}
						try {
							Object result = method.invoke(real, arguments);
							if (last) {
								end();
								throw gone();
							}
							return result;
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

		private static SQLException gone() {
			return new SQLException("This node is dead", "08000");
		}

	}

}
