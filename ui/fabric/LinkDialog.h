#pragma once

#include "model/edit/ChainEdits.h"
#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace colonnade::ui {

class PortPicker;
struct NamedPorts;

/// A link by hand between two free ports: of a fabric, over a medium that fits both, of a length given or routed. Not modal; says
/// at once what the link comes to, and the strip shows it too. Ports and outcome are worked out on workers.
class LinkDialog final : public QDialog {
    Q_OBJECT
public:
    /// `from`: a port to begin with, where it is free; chosen as soon as the free ports are known.
    LinkDialog(DesignSession& session, const model::Holder& pod, const model::FabricId& fabric, const std::optional<model::PortRef>& from,
               QWidget* parent);

    void done(int result) override;
    /// Free ports or the outcome are not known yet.
    [[nodiscard]] bool busy() const { return m_ports.busy() || m_outcomes.busy(); }

signals:
    void said(const QString& message);

private:
    [[nodiscard]] const model::Arrangement* arrangement() const;
    [[nodiscard]] const model::Fabric* fabric() const;
    void makeFields();
    void fillFabrics(const model::FabricId& chosen);
    void fillPorts();
    void takePorts(const NamedPorts& ports);
    void fillMedia();
    void tryOut();
    void showOutcome(const QString& outcome, bool possible);
    /// Nothing until both ends are chosen.
    [[nodiscard]] std::optional<model::HandCable> link() const;
    [[nodiscard]] Edit edit(const model::HandCable& link) const;
    [[nodiscard]] QString stepName(const model::HandCable& link) const;

    DesignSession& m_session;
    model::Holder m_pod;
    std::vector<model::FabricId> m_fabrics;
    std::vector<model::PartRef> m_media; ///< As in the field, after "as the recipe chooses".
    std::optional<model::PortRef> m_first; ///< To begin with, until the ports are there.
    bool m_filling = false;
    QComboBox *m_fabric, *m_medium;
    PortPicker *m_from, *m_to;
    QDoubleSpinBox* m_length;
    QLabel* m_outcome;
    QPushButton* m_make;
    NewestTask m_ports{this}, m_outcomes{this};
};

} // namespace colonnade::ui
