package org.followthrough.export;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes cases in a format of others. What was broken off is told from what is complete
 * by anybody who reads it: nothing is closed unless all was written.
 */
interface LogWriter {

	/**
	 * Writes cases.
	 * @param log the cases
	 * @param about what the export says of itself
	 * @param out where to; left open
	 * @throws IOException if it can't be written
	 */
	void write(CaseLog log, Provenance about, OutputStream out) throws IOException;

}
