#pragma once

#include "ui/document/DesignSession.h"

#include <QDialog>

#include <atomic>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace colonnade::model {
struct PackageOptions;
namespace package {
struct OpenMatter;
}
} // namespace colonnade::model

namespace colonnade::ui {

/// Hands the current design over as a package: kind, title, revision, audience, beside what is still open; then the
/// writing on a worker, with progress and cancel, and what came of it.
class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(DesignSession* session, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// Writes to `path` with what the fields say. Ends with `finished` or `failed`.
    void exportTo(const QString& path);
    [[nodiscard]] bool isBusy() const { return m_cancel != nullptr; }
    /// The command line that makes the same package; empty for a design that was never saved.
    [[nodiscard]] QString commandLine(const QString& path) const;

signals:
    void written(const QString& path, const QString& result); ///< "58 pages, 4.1 MB, design 7c1e 94ab"
    void failed(const QString& why);

protected:
    void reject() override;

private:
    void buildFields(QVBoxLayout* layout);
    void buildResult(QVBoxLayout* layout);
    void findOpenMatters();
    void showOpenMatters(const std::vector<model::package::OpenMatter>& matters);
    void chooseFile();
    void cancel();
    void showWritten(const QString& path, const QString& result);
    void showFailed(const QString& why);
    void setBusy(bool busy);
    [[nodiscard]] model::PackageOptions options() const;
    [[nodiscard]] bool wantsPdf() const;

    DesignSession* m_session;
    QComboBox* m_kind = nullptr;
    QComboBox* m_audience = nullptr;
    QComboBox* m_status = nullptr;
    QLineEdit* m_title = nullptr;
    QLineEdit* m_revision = nullptr;
    QVBoxLayout* m_matters = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_folder = nullptr;
    QPushButton* m_copy = nullptr;
    QString m_path;
    QString m_date; ///< Today, when the dialog was opened.
    std::shared_ptr<std::atomic<bool>> m_cancel; ///< Of the export that runs; null: none does.
};

} // namespace colonnade::ui
