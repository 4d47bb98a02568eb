package org.followthrough.insight;

import java.util.List;
import java.util.StringJoiner;

/**
 * Lists of pairs of whole numbers as JSON, such as {@code [60,60,7200,3600]}. Read by
 * hand, since a report reads a hundred thousand of them and more.
 */
final class Numbers {

	private Numbers() {
	}

	static String write(List<Spell> spells) {
		StringJoiner json = new StringJoiner(",", "[", "]");
		spells.forEach((spell) -> json.add(spell.seconds() + "," + spell.workingSeconds()));
		return json.toString();
	}

	static void readPairs(String json, Pairs pairs) {
		int first = -1;
		int number = 0;
		boolean digits = false;
		for (int i = 0; i < json.length(); i++) {
			char c = json.charAt(i);
			if (c >= '0' && c <= '9') {
				number = number * 10 + (c - '0');
				digits = true;
			}
			else if (digits) {
				if (first < 0) {
					first = number;
				}
				else {
					pairs.pair(first, number);
					first = -1;
				}
				number = 0;
				digits = false;
			}
		}
	}

	/**
	 * Takes pairs.
	 */
	interface Pairs {

		void pair(int first, int second);

	}

}
