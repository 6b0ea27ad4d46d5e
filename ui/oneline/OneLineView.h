#pragma once

#include "render/oneline/OneLineLayout.h"
#include "render/oneline/OneLinePainter.h"
#include "ui/diagram/DiagramView.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace colonnade::ui {

/// The power chain as a one-line diagram: sources on top, loads at the bottom, with loads, limits and margins. Selects
/// feeds and what hangs on them; shows the normal state, or a failure that was chosen elsewhere.
class OneLineView final : public DiagramView {
    Q_OBJECT
public:
    explicit OneLineView(DesignSession& session, QWidget* parent = nullptr);
    ~OneLineView() override;

    [[nodiscard]] const render::OneLine& diagram() const { return m_diagram; }
    /// Draws a state of the present design, until the design changes or `showNormal`.
    void showState(std::shared_ptr<const model::DesignPowerState> state, const model::DesignLoss& loss, const QString& name);
    void showNormal();
    /// Draws the inside of a rack design beside the rest, or no longer.
    void showRackInside(const model::RackDesignId& rack, bool shown);

signals:
    /// Of the empty state.
    void newFeedRequested();

protected:
    [[nodiscard]] bool isEmpty() const override { return !m_diagram.hasNodes(); }
    [[nodiscard]] QRectF extent() const override { return m_diagram.extent; }
    [[nodiscard]] QRectF firstSheet() const override;
    [[nodiscard]] std::size_t boxCount() const override { return m_diagram.boxes.size(); }
    [[nodiscard]] QRectF bodyOf(std::size_t box) const override { return m_diagram.boxes[box].body; }
    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const override { return m_diagram.boxesOf(subject); }
    /// Feeds, devices, or the placed racks and pods.
    [[nodiscard]] std::vector<model::Subject> subjectsOf(std::size_t box) const override;
    [[nodiscard]] int countOf(std::size_t box) const override { return m_diagram.boxes[box].count; }
    [[nodiscard]] QStringList tipOf(std::size_t box) const override;
    [[nodiscard]] bool marked(const model::Finding& finding) const override;
    /// The inside of a pod or rack design comes or goes.
    void opened(std::size_t box) override;
    void fillBoxMenu(QMenu& menu, std::size_t box) override;
    void fillMenu(QMenu& menu) override;
    void paintDiagram(QPainter& painter) const override;
    void paintMarks(QPainter& painter) const override;
    void takeDesign(bool anotherDocument) override;
    void takeJudgement() override;
    void takeArea() override;

private:
    struct State {
        DesignRef design; ///< That it is a state of.
        std::shared_ptr<const model::DesignPowerState> power;
        model::DesignLoss loss;
        QString name;
    };

    void takeFailure();
    void lay();
    [[nodiscard]] static bool hasInside(const render::OneLineBox& box);

    render::OneLine m_diagram;
    std::map<std::size_t, render::Glyph> m_findings;
    std::set<std::string> m_closed, m_racks; ///< Pod designs not drawn inside, rack designs drawn inside.
    std::optional<State> m_state;
    DesignRef m_drawn; ///< The design of the diagram.
    QSize m_area; ///< That its sheets were laid out for.
};

} // namespace colonnade::ui
