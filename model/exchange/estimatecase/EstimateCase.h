#pragma once

#include "model/design/Workload.h"
#include "model/exchange/LayoutRanking.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/fabriccase/CaseInputs.h"
#include "model/performance/Calibration.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace colonnade::model {

/// Figures of an accelerator as a case file states them (`hardware_peaks`); they win over the catalog's.
struct CasePart {
    std::string name; ///< "H100", "A100-40G": the longest name of the file's list that the case's hardware begins with.
    std::optional<FlopRate> bf16, fp8, fp4; ///< Dense.
    std::optional<ByteRate> memoryBandwidth;
    std::optional<Bytes> memory;
    std::optional<Watts> tdp;
    std::optional<ByteRate> scaleUp; ///< One direction.
    std::optional<ByteRate> port;    ///< Of the network, one direction.
};

/// A run that is described without a drawn design: a row of a published table.
struct EstimateCase {
    std::string id, kind;
    std::string hardware; ///< As written: "H100-80G-SXM/DGX-NDR", "GB200/trtllm".
    CasePart part;
    int accelerators = 1;
    std::string modelName;                 ///< "llama3-70b", "all_reduce"; empty for a product.
    std::optional<TransformerModel> model; ///< Where the name is one of the file's models.
    CaseInputs product{std::nullopt};      ///< `n` and `k` of a GEMM.
    CaseInputs parallelism{std::nullopt}, batch{std::nullopt}, workload{std::nullopt};
    std::string precision, recompute, software, notes;
    std::vector<std::string> ask; ///< Keys wanted.
    std::vector<double> at;       ///< Sizes wanted, of tables.
    std::optional<Error> fault;   ///< What is wrong with the case itself; then there is no answer.
};

/// The number format that words of a case mean: "bfloat16", "fp8 or fp4" (the first named), "mxfp8", "nvfp4". Nothing for
/// none that is known.
std::optional<Precision> precisionOf(std::string_view words);

/// Cases under `oracles`, or the file itself. What a published row says beside (measurements, sources) is passed over.
struct EstimateCases {
    YamlTree tree; ///< The cases refer to it.
    std::vector<EstimateCase> cases;
    bool list = true; ///< False: the file is one case.
};
Result<EstimateCases> readEstimateCases(std::string_view text, std::string_view file);

/// A figure with the band in which the truth is expected in four of five cases.
struct BandedFigure {
    std::string key;
    double value = 0, low = 0, high = 0;
};

/// What follows from a case, or why it cannot be answered.
struct EstimateCaseAnswer {
    std::vector<BandedFigure> figures;
    std::string tableKey;                           ///< "m_us", "bytes_us"; empty where there is no table.
    std::vector<std::pair<double, double>> table;   ///< Size and microseconds.
    double tableBand = 0;                           ///< Half-width of the band of the table's times, as a share.
    bool extrapolated = false;                      ///< Else calibrated.
    std::vector<std::pair<std::string, double>> breakdown; ///< Seconds, keys in snake_case.
    std::vector<std::pair<std::string, double>> memory;    ///< Bytes per accelerator by kind.
    std::string layout;      ///< Found or given, for people; empty where there is none.
    LayoutRanking ranking;   ///< Of a training whose layout was asked to be searched; else empty.
    std::string bottleneck;  ///< One sentence.
    std::vector<std::string> assumptions;
    std::optional<Error> error;
};
EstimateCaseAnswer answered(const EstimateCase&, const Calibration& = Calibration::builtIn(), bool search = false);

// The kinds, each in a file of its own.
EstimateCaseAnswer productAnswer(const EstimateCase&, const Calibration&);    ///< gemm
EstimateCaseAnswer collectiveAnswer(const EstimateCase&, const Calibration&); ///< collective
/// train-step, finetune-step, lora-step, train-memory, time-to-train, goodput
EstimateCaseAnswer trainingAnswer(const EstimateCase&, const Calibration&, bool search);
/// serve-latency, serve-throughput, serve-disagg
EstimateCaseAnswer servingAnswer(const EstimateCase&, const Calibration&, bool search);

/// The answer of `estimate --case --format json`; schema "estimate".
std::string estimateCasesJson(const EstimateCases& cases, const Calibration& = Calibration::builtIn(), bool search = false);

} // namespace colonnade::model
