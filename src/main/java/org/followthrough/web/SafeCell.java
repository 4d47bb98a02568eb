package org.followthrough.web;

/**
 * A cell of a table that somebody may open in a spreadsheet, which runs what looks like a
 * formula, whoever wrote it.
 */
public final class SafeCell {

	private static final String FORMULAS = "=+-@\t\r\n＝＋－＠";

	private SafeCell() {
	}

	/**
	 * Makes words of what looks like a formula, by an apostrophe before it.
	 * @param cell what the cell is to say
	 * @return the same, or with an apostrophe before it
	 */
	public static String of(String cell) {
		return (!cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0) ? "'" + cell : cell;
	}

}
