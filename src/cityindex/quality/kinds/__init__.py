"""The checks a framework's rules may ask for: one small function per kind.

A kind takes its rule and the case and yields findings. What it compares and how it words them comes from
the rule; it fires on values, so that mending the value ends the flag and the same fault elsewhere raises it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cityindex.framework.types import RuleKind
from cityindex.quality.kinds import amounts, copies, prose, words
from cityindex.quality.types import Kind

KINDS: Mapping[RuleKind, Kind] = MappingProxyType(
    {
        RuleKind.RANGE: amounts.in_range,
        RuleKind.WHOLE: amounts.whole,
        RuleKind.SUM_AT_MOST: amounts.sum_at_most,
        RuleKind.SUM_TO: amounts.sum_to,
        RuleKind.COUNT_AGAINST: amounts.count_against,
        RuleKind.DUPLICATE_BLOCK: copies.duplicate_block,
        RuleKind.SAME_VALUE: copies.same_value,
        RuleKind.COMPARE_SOURCES: prose.compare_sources,
        RuleKind.SHARE_CHECK: prose.share_check,
        RuleKind.COMPARE_SETS: prose.compare_sets,
        RuleKind.COMPOUND: words.compound,
        RuleKind.VOCABULARY: words.vocabulary,
        RuleKind.NO_JUDGEMENT: words.no_judgement,
        RuleKind.DECIMAL_MIX: words.decimal_mix,
    }
)

__all__ = ["KINDS"]
