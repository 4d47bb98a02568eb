package org.followthrough.signoff;

import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of the ratings.
 */
@Mapper
interface RatingMapper {

	@Insert("""
			INSERT INTO rating (sign_off_id, case_id, points, words, given_at)
			VALUES (#{signOffId}, #{caseId}, #{points}, #{words}, #{givenAt})
			""")
	void insert(Rating rating);

	@Select("""
			SELECT sign_off_id, case_id, points, words, given_at FROM rating WHERE case_id = #{caseId}
			ORDER BY sign_off_id LIMIT 100
			""")
	List<Rating> ofCase(long caseId);

}
