#include "ui/plan/PlaceMarks.h"

#include "model/design/Instance.h"
#include "render/report/DrawingMarks.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/style/Style.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::FloorOverlay;
using render::PlanItem;

QString tr(const char* text)
{
    return QCoreApplication::translate("PlaceMarks", text);
}

} // namespace

bool isMarked(const model::Finding& finding)
{
    return !finding.waived
        && (finding.severity == model::Severity::Error
            || finding.severity == model::Severity::Warning);
}

void takeFindings(render::PlanContent& content, const DesignSession& session)
{
    content.findings.clear();
    const auto& evaluation = session.judgement().evaluation;
    if (!evaluation)
        return;
    std::vector<model::Finding> marked;
    std::ranges::copy_if(evaluation->findings, std::back_inserter(marked), isMarked);
    content.findings = render::planFindings(*content.index, marked);
}

void takeSelection(render::PlanContent& content, const DesignSession& session)
{
    content.selected.clear();
    content.hovered.reset();
    const auto pathOf = [&](const Subject& subject) -> std::string {
        const auto found = subject.where == Subject::Where::Instance
            ? resolve(*session.design(), subject)
            : std::nullopt;
        if (!found)
            return {};
        return found->placement ? found->instance.path
            : found->pod        ? found->pod->id.text()
                                : std::string{};
    };
    for (const Subject& subject : session.selection()) {
        if (auto path = pathOf(subject); !path.empty()) {
            content.selected.insert(std::move(path));
        } else if (subject.where == Subject::Where::RackDesign) {
            const std::string design = subject.path.substr(0, subject.path.find('/'));
            for (const PlanItem& item : content.index->items()) {
                if (item.isRack() && (*item.placement->rack())->id().text() == design)
                    content.selected.insert(item.path);
            }
        }
    }
    if (session.hovered()) {
        if (auto path = pathOf(*session.hovered()); !path.empty())
            content.hovered = std::move(path);
    }
}

void takePreview(render::PlanContent& content, const DesignSession& session)
{
    content.ghost.reset();
    content.leaving.clear();
    const auto& preview = session.currentPreview();
    const DesignRef after = preview && !preview->refusal ? preview->after.design : nullptr;
    if (!after || after->hall() == content.index->hall())
        return;
    render::PlanGhost ghost;
    ghost.style = verdictOf(session, {}, {}, {}).style;
    std::set<std::string> standing;
    model::forEachInstance(*after->hall(), [&](const model::Instance& instance) {
        const PlanItem* before = content.index->item(instance.path);
        if (before && before->footprint == instance.footprint && before->turn == instance.turn) {
            standing.insert(instance.path);
            return;
        }
        ghost.items.push_back({instance.footprint, instance.turn, words(instance.placement->label)});
    });
    for (const PlanItem& item : content.index->items()) {
        if (!standing.contains(item.path))
            content.leaving.insert(item.path);
    }
    if (!ghost.items.empty())
        content.ghost = std::move(ghost);
}

FloorFiguresRef findingsFigures(const render::PlanContent& content)
{
    auto figures = std::make_shared<render::FloorFigures>(render::floorFigures(FloorOverlay::Findings, {.hall = content.index->hall().get(), .design = nullptr, .profile = nullptr, .cooling = nullptr, .loops = {}, .states = nullptr}));
    figures->scaled = false;
    figures->none = tr("no error or warning");
    figures->words = {tr("error"), tr("warning")};
    figures->wordColours = {render::mixed(theme().error, theme().face, 0.7), render::mixed(theme().warningFill, theme().face, 0.7)};
    for (const PlanItem& item : content.index->items()) {
        render::PlaceFigure figure;
        if (const auto found = content.findings.find(item.path); found != content.findings.end()) {
            figure.state = render::PlaceFigure::State::Known;
            figure.word = figures->words[found->second == render::Glyph::Error ? 0 : 1];
        }
        figures->places.emplace(item.path, std::move(figure));
    }
    return figures;
}

} // namespace colonnade::ui
