#pragma once

#include "render/loops/LoopLayout.h"
#include "render/loops/LoopPainter.h"
#include "ui/diagram/DiagramView.h"

#include <memory>

namespace colonnade::ui {

struct FailureState;

/// The flow diagram of each coolant loop: facility water, CDUs with their pumps, headers and racks, with flow,
/// temperatures, pressure drop, heat and margin. Selects loops and what hangs on them; shows the normal state, or the
/// failure that is looked at.
class LoopsView final : public DiagramView {
    Q_OBJECT
public:
    explicit LoopsView(DesignSession& session, QWidget* parent = nullptr);
    ~LoopsView() override;

    [[nodiscard]] const render::LoopDiagram& diagram() const { return m_diagram; }

signals:
    /// Of the empty state.
    void newLoopRequested();

protected:
    [[nodiscard]] bool isEmpty() const override { return m_diagram.empty(); }
    [[nodiscard]] QRectF extent() const override { return m_diagram.extent; }
    [[nodiscard]] QRectF firstSheet() const override;
    [[nodiscard]] std::size_t boxCount() const override { return m_diagram.boxes.size(); }
    [[nodiscard]] QRectF bodyOf(std::size_t box) const override { return m_diagram.boxes[box].body; }
    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const override { return m_diagram.boxesOf(subject); }
    /// Loops, or the placed racks and CDUs.
    [[nodiscard]] std::vector<model::Subject> subjectsOf(std::size_t box) const override;
    [[nodiscard]] int countOf(std::size_t box) const override { return m_diagram.boxes[box].count; }
    [[nodiscard]] QStringList tipOf(std::size_t box) const override;
    [[nodiscard]] bool marked(const model::Finding& finding) const override { return render::isOfLoops(finding); }
    void opened(std::size_t box) override;
    void fillBoxMenu(QMenu&, std::size_t) override {}
    void fillMenu(QMenu& menu) override;
    void paintDiagram(QPainter& painter) const override;
    void paintMarks(QPainter& painter) const override;
    void takeDesign(bool anotherDocument) override;
    void takeJudgement() override;
    void takeArea() override;

private:
    void takeFailure();
    void lay();

    render::LoopDiagram m_diagram;
    std::map<std::size_t, render::Glyph> m_findings;
    DesignRef m_drawn; ///< The design of the diagram.
    QSize m_area; ///< That it was laid out for.
    std::shared_ptr<const FailureState> m_failure; ///< Null: the normal state.
};

} // namespace colonnade::ui
