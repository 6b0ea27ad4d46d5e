#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace colonnade::ui {

enum class ThemeChoice { System, Light, Dark, HighContrast };

/// What a person set, kept in `colonnade/colonnade.ini` of the XDG configuration folder.
///
/// A damaged or oversized file is moved aside, so that the program always starts.
class Settings {
public:
    Settings();

    /// Where it is kept.
    [[nodiscard]] static QString filePath();

    [[nodiscard]] QStringList recentFiles() const; ///< The newest first, at most 12.
    void addRecentFile(const QString& path);
    void removeRecentFile(const QString& path);

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    /// Name that waivers and comments are signed with; at first the name of the account.
    [[nodiscard]] QString author() const;
    void setAuthor(const QString& name);
    /// No camera flights and no sliding.
    [[nodiscard]] bool reducedMotion() const;
    void setReducedMotion(bool reduced);

    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    /// State of the docks of one perspective at one class of window size.
    [[nodiscard]] QByteArray layout(const QString& perspective, const QString& sizeClass) const;
    void setLayout(const QString& perspective, const QString& sizeClass, const QByteArray& state);
    [[nodiscard]] QString perspective() const;
    void setPerspective(const QString& name);
    [[nodiscard]] QString lastFolder() const;
    void setLastFolder(const QString& folder);
    /// How often each palette entry was chosen, for ranking.
    [[nodiscard]] QStringList recentCommands() const;
    void addRecentCommand(const QString& id);

private:
    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    void setValue(const QString& key, const QVariant& value);
};

} // namespace colonnade::ui
