package org.followthrough.review;

import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.teams.Span;

/**
 * SQL of the rules.
 */
@Mapper
interface ReviewRuleMapper {

	@Select("""
			SELECT team, version, first_messages, plans, severities, unsolved, sample, span FROM review_rule
			ORDER BY team LIMIT 1000
			""")
	List<Row> all();

	/** Whoever is first. */
	@Insert("""
			INSERT IGNORE INTO review_rule (team, version, first_messages, plans, severities, unsolved, sample, span)
			VALUES (#{r.team}, 1, #{r.firstMessages}, #{r.plans}, #{r.severities}, #{r.unsolved}, #{r.sample}, #{r.span})
			""")
	int begin(@Param("r") Row rule);

	/** Whoever knows the version that they replace. */
	@Update("""
			UPDATE review_rule SET version = version + 1, first_messages = #{r.firstMessages}, plans = #{r.plans},
			  severities = #{r.severities}, unsolved = #{r.unsolved}, sample = #{r.sample}, span = #{r.span}
			WHERE team = #{r.team} AND version = #{r.version}
			""")
	int replace(@Param("r") Row rule);

	/**
	 * A rule as the table has it: lists are one line each, with commas between.
	 */
	record Row(String team, int version, int firstMessages, String plans, String severities, boolean unsolved,
			int sample, Span span) {

		static Row of(ReviewRule rule) {
			return new Row(rule.team(), rule.version(), rule.firstMessages(), String.join(",", rule.plans()),
					String.join(",", rule.severities()), rule.unsolved(), rule.sample(), rule.span());
		}

		ReviewRule rule() {
			return new ReviewRule(this.team, this.version, this.firstMessages, split(this.plans),
					split(this.severities), this.unsolved, this.sample, this.span);
		}

		private static List<String> split(String list) {
			return list.isEmpty() ? List.of() : List.of(list.split(","));
		}

	}

}
