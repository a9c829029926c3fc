;;; domcheck.el --- libvirt guests checked against their host  -*- lexical-binding: t; -*-

;; Version: 1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; The language server of domcheck in Eglot:
;;
;;   (add-to-list 'load-path "/path/to/domcheck/editors/emacs")
;;   (require 'domcheck)
;;   (setq domcheck-settings '(:caps "@debian-12"))
;;   (add-hook 'nxml-mode-hook #'eglot-ensure)
;;
;; The server reports nothing about XML that is not a guest.  M-x eglot-code-actions fixes,
;; completion-at-point completes, M-x domcheck-choose-host asks which host to check against.

;;; Code:

(require 'cl-lib)
(require 'eglot)

(defgroup domcheck nil
  "Check libvirt guests against what a host offers."
  :group 'tools)

(defcustom domcheck-program "domcheck"
  "The program domcheck: a name on the variable `exec-path', or a path."
  :type 'string)

(defcustom domcheck-settings nil
  "What the server is to go by, as a property list.
Its keys are :caps (a string or a vector of them), :libvirtVersion,
:failOn, :disable (a vector) and :severity (a property list or a
vector).  What is not given comes from .domcheck.cfg.  A project may
differ: what
`eglot-workspace-configuration' has below :domcheck goes first."
  :type 'plist)

(defclass domcheck-eglot-server (eglot-lsp-server) ()
  :documentation "The language server of domcheck.")

(defun domcheck--settings ()
  "The settings as an object of the protocol."
  (or domcheck-settings (make-hash-table)))

(defun domcheck--contact (&optional _interactive)
  "How Eglot starts the server."
  (list 'domcheck-eglot-server domcheck-program "lsp"))

(add-to-list 'eglot-server-programs
             '((nxml-mode :language-id "xml") . domcheck--contact))

(cl-defmethod eglot-client-capabilities ((_server domcheck-eglot-server))
  "Eglot's, and that the server may show a document."
  (let ((capabilities (cl-call-next-method)))
    (plist-put capabilities :window
               (plist-put (plist-get capabilities :window) :showDocument '(:support t)))))

(cl-defmethod eglot-handle-request
  ((_server domcheck-eglot-server) (_method (eql workspace/configuration)) &key items)
  "Answer ITEMS: the project's settings first, then `domcheck-settings'."
  (let ((project (plist-get (eglot--workspace-configuration-plist (eglot-current-server)) :domcheck)))
    (cl-map 'vector
            (lambda (item)
              (and (equal (plist-get item :section) "domcheck")
                   (or project (domcheck--settings))))
            items)))

(defun domcheck--path (uri)
  "The path of the file URI."
  ;; Eglot 1.16 gave the function its public name.
  (funcall (if (fboundp 'eglot-uri-to-path) 'eglot-uri-to-path 'eglot--uri-to-path) uri))

(defun domcheck--uri (path)
  "The URI of the file PATH."
  (funcall (if (fboundp 'eglot-path-to-uri) 'eglot-path-to-uri 'eglot--path-to-uri) path))

(cl-defmethod eglot-handle-request
  ((_server domcheck-eglot-server) (_method (eql window/showDocument))
   &key uri external selection &allow-other-keys)
  "Show URI: in a browser where EXTERNAL, else here at SELECTION."
  (if (eq external t)
      (browse-url uri)
    (find-file-other-window (domcheck--path uri))
    (when selection
      (goto-char (point-min))
      (forward-line (plist-get (plist-get selection :start) :line))))
  '(:success t))

;; Eglot takes the symbol at point in the mode's syntax, and nxml-mode takes
;; bus='vir'/> for one symbol.

(defun domcheck--syntax-table (slash)
  "A syntax table by which a symbol is a name or a value; SLASH is the class of /."
  (let ((table (copy-syntax-table (standard-syntax-table))))
    (dolist (char (append "-_.:+@,{}$" nil))
      (modify-syntax-entry char "_" table))
    (dolist (char (append "'\"<>=&;" nil))
      (modify-syntax-entry char "." table))
    (modify-syntax-entry ?/ slash table)
    table))

(defun domcheck--completion-at-point ()
  "As `eglot-completion-at-point', in XML."
  (let ((parse-sexp-lookup-properties nil)
        (is-end-tag (looking-back "</[^<> ]*" (line-beginning-position))))
    (with-syntax-table (domcheck--syntax-table (if is-end-tag "." "_"))
      (eglot-completion-at-point))))

(defun domcheck--complete-in-xml ()
  "Let `domcheck--completion-at-point' stand in for Eglot's while it manages."
  (remove-hook 'completion-at-point-functions #'domcheck--completion-at-point t)
  (when (and (eglot-managed-p) (domcheck-eglot-server-p (eglot-current-server)))
    (remove-hook 'completion-at-point-functions #'eglot-completion-at-point t)
    (add-hook 'completion-at-point-functions #'domcheck--completion-at-point nil t)))

(add-hook 'eglot-managed-mode-hook #'domcheck--complete-in-xml)

(defun domcheck-choose-host ()
  "Ask which host to check guests against."
  (interactive)
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command "domcheck.chooseHost"
                         :arguments (vector (domcheck--uri buffer-file-name)))))

(provide 'domcheck)
;;; domcheck.el ends here
