#pragma once

#include "model/design/Workload.h"
#include "model/performance/ClusterView.h"

#include <optional>
#include <string>

namespace colonnade::model {

/// The network as an instance meets it beyond its scale-up domain: sizes of domains, and the tiers of the fabric as drawn.
struct ServingNetwork {
    ClusterView view;        ///< Of which only domains and tiers are filled in.
    double portShare = 0.94; ///< Of a port's rate that messages reach: 47 of 50 GB/s.
    bool operator==(const ServingNetwork&) const = default;
};

/// Nothing where no tier of a fabric is known: an instance then counts as if one network joined it.
std::optional<ServingNetwork> servingNetwork(const ClusterView&);

/// Nothing where the network joins all of an instance; else why it does not.
std::optional<Error> unjoined(const std::optional<ServingNetwork>&, const ServingLayout&);

/// Of ranks that stand side by side, those that share a scale-up domain; all of them without a network.
int ranksInside(const std::optional<ServingNetwork>&, int ranks);

/// What an all-reduce of `data` over `ranks` side by side takes beyond the domain, after each has reduced its share inside:
/// at each tier the faster of a ring, 2 (m - 1) a + 2 (m - 1)/m D b, and a double tree, 2 log2(m) a + 2 D b, D falling by
/// the members below. 0 within a domain, or without a network.
Seconds reduceAcross(const std::optional<ServingNetwork>&, int ranks, Bytes data);

/// How the tokens of one rank reach experts on other ranks.
enum class Dispatch : std::uint8_t {
    Direct,   ///< One message to each expert (decoding: low latency).
    Forwarded ///< One to each domain with experts of the token, passed on inside (prompts).
};
/// Dispatch and combine of one layer, there and back, of a rank whose tokens come to `token` bytes for each expert that
/// they reach; `chosen` experts a token, spread evenly over `ranks` groups of `width` ranks.
/// `nodeLimit`: domains that the router keeps a token to, 0 any; it spares what is forwarded, not messages to each expert.
struct ExchangeTime {
    double inside = 0; ///< Copies of a token that stay in the domain.
    Seconds across;    ///< What the slowest tier takes, with its latency each way; 0 within a domain.
};
ExchangeTime exchange(const std::optional<ServingNetwork>&, int ranks, int width, double chosen, Bytes token, Dispatch,
                      int nodeLimit = 0);

/// Boundaries between pipeline stages of `width` ranks each that lie between domains, of `stages` - 1.
int stagesAcross(const std::optional<ServingNetwork>&, int stages, int width);
/// One message of `data` over such a boundary.
Seconds messageAcross(const std::optional<ServingNetwork>&, int width, Bytes data);

/// Keys and values of one prompt on their way from pool to pool.
struct PoolHandOff {
    Seconds time;     ///< Of all of it, over the ports of its ranks.
    Seconds shown;    ///< What the prompt's own computing does not hide, layer by layer; the last layer never is.
    std::string over; ///< Name of the tier; empty: the scale-up domain that holds both pools.
    ByteRate port;    ///< Of one accelerator, after oversubscription and routing.
};
/// `cache`: of one prompt. `ports`: accelerators of the side with fewer that hold it. `accelerators`: of both pools together:
/// where one domain holds them, its bandwidth `scaleUp` counts; else that of the tier that joins them. `computing`: of the prompt.
PoolHandOff poolHandOff(const ServingNetwork&, Bytes cache, int ports, int accelerators, ByteRate scaleUp, Seconds computing, double layers);

} // namespace colonnade::model
