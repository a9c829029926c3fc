-- domcheck in Neovim's own LSP client, from Neovim 0.7 on:
--
--   vim.opt.runtimepath:append('/path/to/domcheck/editors/nvim')
--   require('domcheck').setup({ settings = { caps = '@debian-12' } })
--
-- It attaches to XML buffers; the server reports nothing about XML that is not a guest.
-- Diagnostics, omni completion, hover, code actions and definitions are Neovim's own;
-- :DomcheckChooseHost asks which host to check against, like the code lens above <domain>
-- (vim.lsp.codelens.run()).
local M = {}

-- The options of setup().
local defaults = {
  cmd = { 'domcheck', 'lsp' },
  filetypes = { 'xml' },
  -- caps (a string or a list), libvirtVersion, failOn, disable (a list), severity (a map RULE -> LEVEL
  -- or a list).
  -- .domcheck.cfg applies to settings that are missing here.
  settings = {},
  on_attach = nil, -- function(client, bufnr), called in addition to this plugin's
}

local root_markers = { '.domcheck.cfg', '.git' }

-- Neovim would send an empty Lua table as a list.
local function object(settings)
  return next(settings) and settings or vim.empty_dict()
end

-- Before 0.10, Neovim does not let servers show a document.
local function show_document(_, params)
  if params.external then
    local opener = vim.fn.has('mac') == 1 and 'open' or 'xdg-open'
    return { success = vim.fn.executable(opener) == 1 and vim.fn.jobstart({ opener, params.uri }) > 0 }
  end
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.uri_to_fname(params.uri)))
  if params.selection then
    vim.api.nvim_win_set_cursor(0, { params.selection.start.line + 1, 0 })
  end
  return { success = true }
end

function M.choose_host()
  local params = { command = 'domcheck.chooseHost', arguments = { vim.uri_from_bufnr(0) } }
  vim.lsp.buf_request(0, 'workspace/executeCommand', params, function(err)
    if err then
      vim.notify('domcheck: ' .. (err.message or vim.inspect(err)), vim.log.levels.ERROR)
    end
  end)
end

local function show_code_lenses(bufnr)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = bufnr })
    return
  end
  local group = vim.api.nvim_create_augroup('domcheck_codelens', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
    group = group,
    buffer = bufnr,
    callback = function()
      vim.lsp.codelens.refresh()
    end,
  })
  vim.api.nvim_buf_call(bufnr, vim.lsp.codelens.refresh)
end

local function client_config(options)
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  local handlers = {}
  if not vim.lsp.handlers['window/showDocument'] then
    handlers['window/showDocument'] = show_document
    capabilities.window.showDocument = { support = true }
  end
  return {
    name = 'domcheck',
    cmd = options.cmd,
    capabilities = capabilities,
    handlers = handlers,
    init_options = object(options.settings), -- in Neovim 0.7, servers cannot ask for settings
    settings = { domcheck = object(options.settings) },
    on_attach = function(client, bufnr)
      if vim.bo[bufnr].omnifunc == '' or vim.fn.has('nvim-0.8') == 0 then
        vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
      end
      show_code_lenses(bufnr)
      if options.on_attach then
        options.on_attach(client, bufnr)
      end
    end,
  }
end

-- Returns the folder that contains a root marker, at or above the buffer's file; else the file's
-- own.
local function root_of(bufnr)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':p:h')
  for _, marker in ipairs(root_markers) do
    local found = vim.fn.findfile(marker, vim.fn.escape(folder, ' ,;\\') .. ';')
    if found == '' then
      found = vim.fn.finddir(marker, vim.fn.escape(folder, ' ,;\\') .. ';')
    end
    if found ~= '' then
      return vim.fn.fnamemodify(found, ':p'):gsub('/$', ''):gsub('/[^/]*$', '')
    end
  end
  return folder
end

-- For Neovim 0.7, which has no vim.lsp.start: one client for each root.
local clients = {}
local function start(config, bufnr)
  local id = clients[config.root_dir]
  local client = id and vim.lsp.get_client_by_id(id)
  if not client or client.is_stopped() then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

local function attach(options, bufnr)
  if vim.bo[bufnr].buftype ~= '' or vim.api.nvim_buf_get_name(bufnr) == '' then
    return
  end
  local config = client_config(options)
  config.root_dir = root_of(bufnr)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
  else
    start(config, bufnr)
  end
end

function M.setup(options)
  options = vim.tbl_extend('force', defaults, options or {})
  vim.api.nvim_create_user_command('DomcheckChooseHost', M.choose_host, {
    desc = 'Choose the host that guests are checked against',
    force = true,
  })
  if vim.fn.executable(options.cmd[1]) == 0 then
    local message = "domcheck: there is no program '%s'; install it, or give setup() another cmd"
    vim.notify(message:format(options.cmd[1]), vim.log.levels.WARN)
    return
  end

  -- Neovim 0.11 attaches by itself.
  if vim.lsp.config and vim.lsp.enable then
    local config = client_config(options)
    config.filetypes = options.filetypes
    config.root_markers = root_markers
    vim.lsp.config('domcheck', config)
    vim.lsp.enable('domcheck')
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('domcheck', { clear = true }),
    pattern = options.filetypes,
    callback = function(event)
      attach(options, event.buf)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and
        vim.tbl_contains(options.filetypes, vim.bo[bufnr].filetype) then
      attach(options, bufnr)
    end
  end
end

return M
