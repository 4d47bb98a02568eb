package org.followthrough.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a database server has done so far.
 *
 * @param statements statements it was sent
 * @param commits commits among them
 */
record Counters(long statements, long commits) {

	static Counters read(Connection connection) {
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement
					.executeQuery("SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_commit')")) {
			long statements = 0;
			long commits = 0;
			while (rows.next()) {
				if (rows.getString(1).equals("Questions")) {
					statements = rows.getLong(2);
				}
				else {
					commits = rows.getLong(2);
				}
			}
			return new Counters(statements, commits);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	double statementsSince(Counters before, int lives) {
		return (double) (this.statements - before.statements - 1) / lives;
	}

	double commitsSince(Counters before, int lives) {
		return (double) (this.commits - before.commits) / lives;
	}

}
