//! The commands: decode, call, encode.

mod activity;
mod agreement;
mod caseload;
mod conversation;
mod group;
mod handover;
mod network;
mod own_file;
mod paper;
mod people_file;
mod person;
mod referral;
mod same_person;
mod session;
mod settings;
mod spreekuur;
mod sync;
mod viewing;

use crate::events::Changed;
use device::AppError;
use tauri_specta::{Builder, collect_commands};

type Answer<T> = Result<T, AppError>;

/// All commands, and the types their TypeScript bindings need.
pub(crate) fn bindings() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .commands(collect_commands![
            session::app_state,
            session::passphrase_strength,
            session::choose_language,
            session::choose_appearance,
            session::enrol,
            session::unlock,
            session::set_pin,
            session::hide,
            session::show_again,
            session::lock,
            session::stay_awake,
            session::hold_close,
            session::close_now,
            session::remember,
            settings::words,
            settings::settings,
            person::find,
            caseload::today,
            caseload::caseload,
            caseload::plan_into_day,
            caseload::replan_conversation,
            caseload::drop_plan,
            person::filter_choices,
            person::likely_duplicates,
            person::add_person,
            people_file::people_file,
            people_file::check_people_file,
            people_file::take_people_file,
            person::add_goal,
            person::dossier,
            person::progress,
            person::outcomes,
            person::add_outcome,
            person::close_dossier,
            person::plan_aftercare,
            person::decline_aftercare,
            person::dossier_history,
            conversation::plan_conversation,
            conversation::begin_conversation,
            conversation::conversation,
            conversation::add_theme,
            conversation::close_conversation,
            conversation::miss_conversation,
            conversation::try_again,
            conversation::undo_missed,
            conversation::add_brief_contact,
            conversation::spend_time,
            conversation::save,
            conversation::history,
            conversation::put_back,
            agreement::add_goal_step,
            agreement::begin_agreement,
            agreement::new_version,
            agreement::agreement,
            agreement::sign,
            agreement::give_copy,
            activity::activities,
            activity::choose_activity,
            activity::begin_trajectory,
            network::add_relation,
            network::remove_relation,
            same_person::possible_doubles,
            same_person::link_people,
            same_person::unlink_person,
            same_person::tell_apart,
            handover::hand_over,
            handover::read_handover,
            viewing::note_viewing,
            paper::paper_folders,
            paper::save_agreement_paper,
            paper::save_referral_paper,
            paper::save_own_file_paper,
            paper::open_paper,
            own_file::own_file,
            own_file::add_correction,
            own_file::answer_correction,
            referral::begin_referral,
            referral::drop_referral,
            referral::referral,
            referral::answer_consent,
            referral::move_referral,
            group::groups,
            group::add_group,
            group::group,
            group::go_on_together,
            group::set_together,
            group::set_group_person,
            group::begin_initiative,
            group::begin_session,
            group::group_session,
            group::set_attendance,
            group::add_newcomer,
            group::close_session,
            group::reopen_session,
            group::take_away,
            spreekuur::spreekuren,
            spreekuur::begin_spreekuur,
            spreekuur::spreekuur,
            spreekuur::add_walk_in,
            spreekuur::attach_walk_in,
            spreekuur::begin_walk_in,
            referral::tell_referral,
            sync::sync_state,
            sync::sync_now,
            sync::retry_set_apart,
            sync::see_set_apart,
            sync::see_rebuilt,
            sync::save_rescue_file,
        ])
        .typ::<Changed>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use specta_typescript::Typescript;
    use std::path::Path;

    const NAMES: &[&str] = &include!("commands/names.in");

    /// Writes the bindings anew and compares; with `MEEDOEN_WRITE_BINDINGS=1` it keeps them.
    #[test]
    fn committed_bindings_are_not_stale() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let committed = root.join("../ui/src/bindings.ts");
        let fresh = std::env::temp_dir().join(format!("bindings-{}.ts", std::process::id()));
        let header = "// Made from the Rust commands by `cargo xtask bindings`. Do not edit.\n// @ts-nocheck\n";
        bindings()
            .export(Typescript::default().header(header), &fresh)
            .unwrap();
        let text = std::fs::read_to_string(&fresh).unwrap();
        std::fs::remove_file(&fresh).unwrap();
        if std::env::var_os("MEEDOEN_WRITE_BINDINGS").is_some() {
            std::fs::write(&committed, text).unwrap();
            return;
        }
        let same = std::fs::read_to_string(committed).unwrap() == text;
        assert!(
            same,
            "ui/src/bindings.ts is stale: run `cargo xtask bindings`"
        );
    }

    #[test]
    fn every_command_is_in_the_manifest_and_the_capability() {
        let source = include_str!("commands.rs");
        let capability = include_str!("../capabilities/coach.json");
        for name in NAMES {
            assert!(
                source.contains(&format!("::{name},")),
                "{name} is not collected"
            );
            let permission = format!("\"allow-{}\"", name.replace('_', "-"));
            assert!(
                capability.contains(&permission),
                "{name} is not in the capability"
            );
        }
    }
}
