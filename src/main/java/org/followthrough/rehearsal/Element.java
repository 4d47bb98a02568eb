package org.followthrough.rehearsal;

/**
 * An element of a diagram.
 *
 * @param process the id of its process
 * @param id its id; that of the process itself for the whole of it
 */
public record Element(String process, String id) {

	@Override
	public String toString() {
		return this.process + "/" + this.id;
	}

}
