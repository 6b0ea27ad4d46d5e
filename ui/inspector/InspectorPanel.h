#pragma once

#include "ui/document/DesignSession.h"

#include <QWidget>

#include <memory>

class QScrollArea;
class QTimer;

namespace colonnade::ui {

class Properties;

/// Every property of the selection: face, name, place, figures with their sources, and the finding in question with
/// its numbers. Shows the design where nothing is selected.
class InspectorPanel final : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(DesignSession& session, QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// The finding selected in the table; null for none.
    void showFinding(const model::Finding* finding);

signals:
    void fixWanted(const model::Fix& fix);
    void ruleWanted(const QString& rule);
    void waiveWanted(const model::Finding& finding);
    void said(const QString& message);

private:
    void rebuildSoon();
    /// A field has a text that is not taken yet.
    [[nodiscard]] bool isTyping() const;
    void rebuild();
    /// The finding that belongs to the selection: the one selected in the table, or the worst here.
    [[nodiscard]] const model::Finding* findingHere() const;

    DesignSession& m_session;
    QScrollArea* m_scroll;
    QTimer* m_soon;
    std::optional<model::Finding> m_finding;
    std::unique_ptr<Properties> m_properties; ///< Of the form that is shown.
};

} // namespace colonnade::ui
