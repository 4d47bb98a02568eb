package org.followthrough.database;

/**
 * No database that the application could run on. The message is one sentence for the
 * person who started the application and says what to do.
 */
class DatabaseUnfit extends RuntimeException {

	DatabaseUnfit(String whatToDo) {
		super(whatToDo);
	}

	DatabaseUnfit(String whatToDo, Throwable cause) {
		super(whatToDo, cause);
	}

}
