package org.followthrough.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.followthrough.audit.Rfc6962;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tree against its definition.
 */
class HashTreeTests {

	/** As in the tests of the Certificate Transparency reference implementation. */
	private static final List<String> LEAVES = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
			"606162636465666768696a6b6c6d6e6f");

	private static final List<String> ROOTS = List.of(
			"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
			"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
			"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
			"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
			"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
			"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
			"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
			"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
			"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

	@Test
	void itsRootsAreThoseOfTheReferenceImplementation() {
		List<byte[]> leaves = LEAVES.stream().map((hex) -> Rfc6962.leaf(HexFormat.of().parseHex(hex))).toList();
		for (int size = 0; size < ROOTS.size(); size++) {
			Map<HashTree.Place, byte[]> known = HashTree.append(0, Map.of(), leaves.subList(0, size));
			assertThat(HexFormat.of().formatHex(HashTree.root(0, size, known))).isEqualTo(ROOTS.get(size));
		}
	}

	@Property(tries = 200)
	void itGrowsInAnySteps(@ForAll @IntRange(max = 70) int first, @ForAll @IntRange(max = 70) int more) {
		List<byte[]> leaves = leaves(first + more);
		Map<HashTree.Place, byte[]> known = new HashMap<>(HashTree.append(0, Map.of(), leaves.subList(0, first)));
		Map<HashTree.Place, byte[]> parts = new HashMap<>();
		HashTree.parts(0, first).forEach((part) -> parts.put(part, known.get(part)));
		known.putAll(HashTree.append(first, parts, leaves.subList(first, first + more)));
		assertThat(HashTree.root(0, first + more, known)).isEqualTo(defined(leaves));
	}

	@Property(tries = 200)
	void aPathLeadsFromEachLeafToTheRoot(@ForAll @IntRange(min = 1, max = 130) int size,
			@ForAll @IntRange(max = 129) int any) {
		int leaf = any % size;
		List<byte[]> leaves = leaves(size);
		Map<HashTree.Place, byte[]> known = HashTree.append(0, Map.of(), leaves);
		byte[] hash = leaves.get(leaf);
		for (HashTree.Range range : HashTree.path(leaf, size)) {
			byte[] other = HashTree.root(range.from(), range.to(), known);
			hash = (range.from() > leaf) ? Rfc6962.node(hash, other) : Rfc6962.node(other, hash);
		}
		assertThat(hash).isEqualTo(defined(leaves));
	}

	private static List<byte[]> leaves(int count) {
		List<byte[]> leaves = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			leaves.add(Rfc6962.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
		}
		return leaves;
	}

	/** Word for word as RFC 6962 defines it. */
	private static byte[] defined(List<byte[]> leaves) {
		if (leaves.isEmpty()) {
			return HashTree.root(0, 0, Map.of());
		}
		if (leaves.size() == 1) {
			return leaves.get(0);
		}
		int k = Integer.highestOneBit(leaves.size() - 1);
		return Rfc6962.node(defined(leaves.subList(0, k)), defined(leaves.subList(k, leaves.size())));
	}

}
