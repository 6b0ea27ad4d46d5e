#include "model/exchange/package/PackagePieces.h"

#include "model/rules/RuleSet.h"
#include "model/rules/Waivers.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model::package {

std::vector<WaiverLine> waiverLines(const Design& design, const Evaluation& evaluation)
{
    std::vector<WaiverLine> lines;
    for (const Waiver& waiver : design.waivers()) {
        WaiverLine line{waiver, "not evaluated", {}};
        for (const Finding& finding : evaluation.findings) {
            if (finding.waived && finding.key() == waiver.key) {
                line.state = "holds";
                line.message = finding.message;
                break;
            }
            const bool isOfWaiver = finding.rule == staleWaivers && !finding.subjects.empty()
                && finding.subjects.front().where == Subject::Where::Waiver && finding.subjects.front().path == waiver.key;
            if (isOfWaiver) {
                line.state = "stale";
                line.message = finding.message;
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<RuleLine> ruleLines(const Evaluation& evaluation, const Profile& profile)
{
    const RuleSet rules{profile};
    std::set<std::string> named;
    for (const Finding& finding : evaluation.findings)
        named.insert(finding.rule);
    std::vector<RuleLine> lines;
    for (const std::string& id : named) {
        const Rule* known = rules.rule(id);
        if (!known)
            continue;
        const RuleInfo& info = known->info();
        RuleLine line{id, std::string(info.title), std::string(word(info.domain)), std::string(info.formula),
                      std::string(info.explanation), std::string(info.remedy), {}};
        for (const RuleSource& source : info.sources)
            line.sources.push_back(fmt::format("{} ({})", source.text, source.confidence));
        lines.push_back(std::move(line));
    }
    return lines;
}

void addSources(Package& package, const Catalog& used)
{
    std::map<SourceId, int> counts;
    for (const PartRef& part : package.parts) {
        std::set<SourceId> named{part->sources.begin(), part->sources.end()};
        for (const Figure& figure : part->figures) {
            named.insert(figure.sources.begin(), figure.sources.end());
            if (figure.basis == Basis::Unsourced)
                package.unsourced.push_back({part->id.text(), std::string(figure.kind->key), figure.note});
        }
        for (const SourceId& id : named)
            ++counts[id];
    }
    for (const auto& [id, source] : used.sources())
        package.sources.push_back({source, counts[id]});
}

} // namespace colonnade::model::package
