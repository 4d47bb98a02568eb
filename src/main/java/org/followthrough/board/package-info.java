/**
 * The promise board: what is owed next, to whom, and by when, with what one does about it
 * from there. Top: puts together what core, steps, journey and desk offer. It reads its
 * rows with SQL of its own over the tables of cases, customers and promises, which no
 * other package could do in one statement, and changes nothing by SQL.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "teams",
		"cases", "correspondence", "promises", "journey", "desk" })
@NullMarked
package org.followthrough.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
