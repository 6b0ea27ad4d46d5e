#include "ui/loops/LoopsView.h"

#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QMenu>
#include <QPainter>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::LoopBox;
using render::LoopSheet;

constexpr std::size_t mostSelected = 256; // Racks of so many placed pods are one selection.

} // namespace

LoopsView::LoopsView(DesignSession& session, QWidget* parent) :
    DiagramView(session, QStringLiteral("loops"), tr("The design has no coolant loop."), parent)
{
    connect(empty().addStep(tr("New loop…")), &QAbstractButton::clicked, this, &LoopsView::newLoopRequested);
    connect(&session, &DesignSession::failureChanged, this, &LoopsView::takeFailure);
    lay();
}

LoopsView::~LoopsView() = default;

void LoopsView::takeDesign(bool anotherDocument)
{
    m_failure.reset();
    // Until the rules have answered, the old picture stays: figures do not flicker while one works.
    const bool judged = session().judgement().design == session().design() && session().judgement().cooling;
    if (judged || !m_drawn || anotherDocument || m_diagram.empty())
        lay();
}

void LoopsView::takeJudgement()
{
    lay();
}

void LoopsView::takeArea()
{
    if (isVisible() && size() != m_area)
        lay();
}

void LoopsView::takeFailure()
{
    const auto& failure = session().failureState();
    if (failure && failure->design != session().design())
        return; // One of an earlier design is about to be reckoned anew.
    if (failure == m_failure)
        return;
    m_failure = failure;
    lay();
}

void LoopsView::lay()
{
    const DesignRef& design = session().design();
    const Judgement& judgement = session().judgement();
    render::LoopDiagramContent content;
    content.design = design.get();
    if (judgement.design == design)
        content.cooling = judgement.cooling.get();
    if (m_failure && m_failure->design == design) {
        content.states = loopsInState(*m_failure);
        content.places = &m_failure->places;
        content.stateName = m_failure->sentence.section(QLatin1Char(':'), 0, 0);
    }
    render::LoopDiagramOptions options;
    if (isVisible())
        options.area = QSizeF(m_area = size());
    m_diagram = render::loopDiagramOf(content, options);
    m_drawn = design;
    m_findings.clear();
    if (judgement.evaluation && judgement.design == m_drawn)
        m_findings = render::loopFindings(m_diagram, judgement.evaluation->findings);
    laid();
}

QRectF LoopsView::firstSheet() const
{
    return m_diagram.sheets.empty() ? QRectF{} : m_diagram.sheets.front().frame;
}

void LoopsView::paintDiagram(QPainter& painter) const
{
    render::LoopPainter(theme(), windowOnScreen()).paint(painter, rect(), m_diagram, {m_findings, {}, {}});
}

void LoopsView::paintMarks(QPainter& painter) const
{
    render::LoopPainter(theme(), windowOnScreen()).paintMarks(painter, m_diagram, {{}, selectedBoxes(), hoveredBox()});
}

std::vector<Subject> LoopsView::subjectsOf(std::size_t at) const
{
    const LoopBox& box = m_diagram.boxes[at];
    const LoopSheet& sheet = m_diagram.sheets[box.sheet];
    if (sheet.pods.empty() || box.subjects.front().where != Subject::Where::PodDesign)
        return box.subjects;
    // Drawn once for all its placements: all of them, or those of the first where they are very many.
    const std::size_t pods = box.subjects.size() * sheet.pods.size() <= mostSelected ? sheet.pods.size() : 1;
    std::vector<Subject> subjects;
    for (std::size_t i = 0; i < pods; ++i) {
        for (const Subject& subject : box.subjects)
            subjects.push_back(Subject::instance(sheet.pods[i] + subject.path.substr(sheet.podDesign.size())));
    }
    return subjects;
}

QStringList LoopsView::tipOf(std::size_t at) const
{
    const LoopBox& box = m_diagram.boxes[at];
    QStringList lines{QStringLiteral("<b>%1</b>").arg((box.texts.empty() ? box.name : box.texts.front().text).toHtmlEscaped())};
    for (const auto& [what, much] : box.facts)
        lines << (what + QStringLiteral(": ") + much).toHtmlEscaped();
    return lines;
}

void LoopsView::opened(std::size_t at)
{
    session().select(subjectsOf(at));
    emit propertiesRequested();
}

void LoopsView::fillMenu(QMenu& menu)
{
    if (m_failure)
        menu.addAction(tr("Show the &normal state"), this, [this] { session().failures().clear(); });
    menu.addAction(tr("New &loop…"), this, &LoopsView::newLoopRequested);
}

} // namespace colonnade::ui
