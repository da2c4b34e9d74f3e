"""From a line to an order, in English, Chinese and Japanese, without a language model.

    understand("trim the first 10 seconds", project)
    Order("cut_edge", {"edge": "start", "d": 10000})

How a line goes through the rooms; `whole_line` leads it:

 1. `reading.read`: folded, quotations and file names masked; `tokens` cuts it into words, `lexicon`
    (data, a folder for each language, verbs inflected by `inflection`) gives them concepts,
    `typed_values` makes values of "10 s" and "9:16" with `numbers`: a `Reading` of tokens.
 2. `token_merging` joins what belongs together: ranges, edges, `counted_clips`.
 3. `small_talk`: a whole line of yes, no, thanks, or a question, is no order.
 4. `negation` takes out what is not to be done.
 5. `compound_orders` cuts the line where each part understands itself, and asks for each part
 6. `frames.find`: the first frame of `data/frames.yaml` whose concepts are all there; to the words'
    own come `combined_concepts` (that a film is described, that two clips are named), which look
    at `descriptions`, `time_phrases` and `guards`. `arguments` finds what the frame takes.
 7. `unmatched_parts` says which part of a longer line nobody understood.
 8. `references` adds what "it" was: the last edit's target, or the last order on another clip.
 9. `leftover_words` turns an order that leaves words unexplained into an offer; before that,
    `first_message` may see the description of a film in them and `spelling` a slip.

What is known of each operation is in `studio/catalogue`, which words are a verb or a thing of our
trade in `concept_sets`. The pages of words are compiled by `lexicon_pages` where nothing is kept,
and a pattern by `lazy_pattern` when a line first needs it: there are many, and a line needs few.
"""

from __future__ import annotations

from studio.understand.order import Order
from studio.understand.whole_line import understand

__all__ = ["Order", "understand"]
