#pragma once

#include "model/performance/serving/ServingIteration.h"

#include <optional>

namespace colonnade::model {

/// How requests wait for their first token.
enum class ServingArrival : std::uint8_t {
    Closed,    ///< So many are in flight; each that ends is followed by another.
    Random,    ///< They come at a rate, by chance (Poisson).
    Saturated, ///< There are always more; counted, not streamed.
    Together   ///< One batch that begins and ends together.
};

/// Memory of one accelerator, by what it holds.
struct ServingMemory {
    Bytes weights, cache, reserve;
    [[nodiscard]] Bytes total() const { return weights + cache + reserve; }
};

/// What follows from one job, layout and number of requests.
struct ServingFigures {
    ServingLayout layout;                 ///< Of an instance, or of a decoding one.
    std::optional<ServingLayout> prefill; ///< Of the pool for prompts.
    int instances = 1;
    int prefillInstances = 0; ///< 0 with no pool for prompts.
    int accelerators = 1;     ///< In use.
    double inFlight = 0;      ///< Requests in flight, all instances together, as far as they found room.
    double batch = 0;         ///< Sequences that one instance decodes at a time.
    double room = 0;          ///< Sequences for which its memory has room.
    bool memoryBound = false; ///< More requests were offered than find room.
    bool overloaded = false;  ///< They arrive faster than they can be served.
    bool promptBound = false; ///< The pool for prompts, or its ports, lets no more requests through; fewer decode than find room.
    IterationTime decode;     ///< Of one iteration, before `pace`.
    double pace = 1;          ///< On the iteration's time: the release's, and drafted tokens.
    Seconds lost;             ///< Of an output token to the prompts of others.
    Seconds router;           ///< Of an output token in the front end.
    IterationTime prompt;     ///< Of one prompt by itself, before the release's pace.
    Seconds promptShare;      ///< One prompt's share where several are taken in together.
    Seconds start;            ///< Of a request in the software before its first token.
    Seconds queue;            ///< Mean waiting for others' prompts, and for room.
    std::optional<PoolHandOff> handOff; ///< Of a prompt's keys and values between pools, where a network is known.
    Seconds token;            ///< Mean time per output token after the first (TPOT).
    Seconds firstToken;       ///< Mean (TTFT).
    Seconds firstTokenMedian, firstTokenLate; ///< Half and 99 of 100 requests get it earlier.
    double tokensPerSecond = 0;   ///< Output, all instances.
    double requestsPerSecond = 0;
    ServingMemory memory;
    [[nodiscard]] double perAccelerator() const { return tokensPerSecond / accelerators; }
    [[nodiscard]] double perUser() const { return 1 / token.value(); } ///< Output tokens/s that one user sees.
};

/// Steady state of `job` in its own layout. `accelerators` is how many there are.
///
/// Co-located: TPOT = t_decode(batch) + what the prompts of others cost. (batch - 1)/osl of them begin in an iteration. Where
/// they have iterations of their own that is i (batch - 1)/osl t_prompt; where pieces of p tokens ride beside the output,
/// w (t_mixed(p, batch) - t_decode(batch)) with w = i (batch - 1) isl/osl/p, the share of iterations that carry a piece: reading
/// the weights is not paid twice (chunked prefill, Agrawal et al. 2023, arXiv 2308.16369; p = min(isl, chunk), or all that
/// come where that is more). TTFT = start + t_prompt + half an iteration + (1 - w) x
/// the closed queue's mean waiting + w x that of a burst, w the engine's share; requests without room wait for a place.
/// The closed queue: one server of service S = t_prompt, N requests that stay away Z = osl TPOT (Schweitzer 1979, exact in
/// the limits): R = S (1 + (N - 1) R/(R + Z)). At a rate of arrival: M/D/1 in front of the prompts, an exponential tail, and
/// the requests in flight by Little's law. Pools: no interference; in front of a known number of instances an M/D/1 queue, and
/// w (N - 1)^g t_prompt where the number is not known. A known number n computes n/t_prompt prompts a second at most: where the
/// others would take more, only so many decode as these feed, and the rest of the N in flight wait, N = rate (TTFT + osl TPOT)
/// by Little's law.
Result<ServingFigures> servingFigures(const TransformerModel&, const ServingJob&, const ServingConstants&, int accelerators,
                                      ServingArrival);

/// The time per output token as chance makes the batch larger and smaller.
struct TokenSpread {
    int batchMedian = 1, batchLate = 1; ///< Half, and 99 of 100 tokens are made among so many sequences or fewer, their own counted.
    Seconds mean;                       ///< Over all tokens.
    Seconds median, late;               ///< The times in those batches.
};

/// How the time per output token varies where requests arrive at the job's rate by chance (Poisson).
///
/// Sequences of an instance share it: with n of them each gets a token in TPOT(n), so that one leaves every osl TPOT(n)/n. The
/// number has the stationary distribution p(n) = p(n - 1) r osl TPOT(n)/n, whatever the lengths of the outputs are (processor
/// sharing: Cohen 1979; Poisson where TPOT is the same for all n, as of M/G/infinity); beyond the R that memory holds requests
/// wait, and TPOT(R) counts. A token is made among b sequences with the probability p(b - 1): what an arrival finds, and itself.
/// Nothing where the figures are overloaded.
std::optional<TokenSpread> tokenSpread(const TransformerModel&, const ServingJob&, const ServingConstants&, const ServingFigures&);

/// Why the instances that a job asks for do not fit into so many accelerators; nothing where they do.
std::optional<Error> overcommitted(const ServingFigures&, int accelerators);

} // namespace colonnade::model
