#pragma once

#include "render/fabric/FabricPainter.h"
#include "ui/diagram/DiagramView.h"
#include "ui/fabric/FabricGatherer.h"
#include "ui/fabric/FabricOverlayer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::ui {

struct FailureState;

/// The networks as tiers of symbols and bundles: groups open on a double click or Enter and close on Backspace. Selects
/// switches, nodes, racks and cables with the other views; shows the normal state, or the failure that is looked at.
class FabricView final : public DiagramView {
    Q_OBJECT
public:
    explicit FabricView(DesignSession& session, QWidget* parent = nullptr);
    ~FabricView() override;

    [[nodiscard]] const render::FabricDiagram& diagram() const { return m_diagram; }
    [[nodiscard]] const render::FabricMarks& marks() const { return m_marks; }
    /// Null until the networks have been gathered for the first time.
    [[nodiscard]] const std::shared_ptr<const Gathered>& gathered() const { return m_gatherer.gathered(); }
    [[nodiscard]] const FabricWish& wish() const { return m_wish; }
    void show(const FabricWish& wish);
    /// What the colours tell from now on.
    void setColouring(const FabricColouring& colouring);
    /// Whether utilisation or a failure is still being worked out; what is drawn is then without it.
    [[nodiscard]] bool overlayIsWaited() const { return m_overlayer.busy(); }

    /// Marks what has this in its name; returns how many switches and nodes that are.
    std::size_t search(const QString& text);
    /// Opens what is around the next one that was found, selects and frames it.
    void toNextFound();
    /// Opens what is around these.
    void reveal(const std::vector<model::Subject>& subjects);
    void setOpen(const std::string& key, bool open);
    void closeAll();

signals:
    /// Of the empty state.
    void newFabricRequested();
    /// Networks have been gathered or filtered: what there is to choose from has changed.
    void networksChanged();
    void scheduleRequested();
    void portsRequested();
    /// Of the menu: a link by hand, from what is selected.
    void linkRequested();
    void said(const QString& message);

protected:
    [[nodiscard]] bool isEmpty() const override { return m_diagram.empty(); }
    [[nodiscard]] QRectF extent() const override { return m_diagram.extent; }
    [[nodiscard]] QRectF firstSheet() const override;
    [[nodiscard]] std::size_t boxCount() const override { return m_diagram.boxes.size(); }
    [[nodiscard]] QRectF bodyOf(std::size_t box) const override { return m_diagram.boxes[box].body; }
    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const override { return m_diagram.boxesOf(subject); }
    [[nodiscard]] std::vector<model::Subject> subjectsOf(std::size_t box) const override;
    [[nodiscard]] int countOf(std::size_t box) const override { return static_cast<int>(m_diagram.boxes[box].count); }
    [[nodiscard]] std::vector<Heading> headings() const override;
    [[nodiscard]] QStringList tipOf(std::size_t box) const override;
    [[nodiscard]] bool marked(const model::Finding& finding) const override { return render::isOfFabrics(finding); }
    void opened(std::size_t box) override;
    void fillBoxMenu(QMenu& menu, std::size_t box) override;
    void fillMenu(QMenu& menu) override;
    void paintDiagram(QPainter& painter) const override;
    void paintMarks(QPainter& painter) const override;
    void takeDesign(bool anotherDocument) override;
    void takeJudgement() override;
    void takeArea() override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void gather();
    void takeFailure();
    /// Asks what failure and traffic make of the networks, where either is looked at.
    void askOverlay();
    [[nodiscard]] bool overlayIsWanted() const { return m_failure || m_colouring.show == render::FabricShow::Utilisation; }
    void lay();
    void mark();
    void markPinned();
    /// The box in which a group was opened or closed comes into sight.
    void relayAround(const std::string& key);
    [[nodiscard]] std::vector<model::Finding> findings() const;

    FabricGatherer m_gatherer;
    FabricOverlayer m_overlayer;
    FabricWish m_wish;
    FabricColouring m_colouring;
    render::FabricDiagram m_diagram;
    render::FabricMarks m_marks;
    mutable std::optional<std::pair<std::size_t, std::vector<model::Subject>>> m_lastSubjects; ///< Of a box.
    std::map<std::string, bool> m_opened;
    bool m_stale = true; ///< The newest design has not been asked for: nobody looks.
    QSize m_area; ///< That it was laid out for.
    std::shared_ptr<const FailureState> m_failure; ///< Null: the normal state.
    QString m_sought;
    std::vector<std::pair<const render::FabricNetwork*, std::uint32_t>> m_found; ///< In the shown networks.
    std::size_t m_nextFound = 0;
};

} // namespace colonnade::ui
